"""Every word of the page, in Kazakh, Russian and English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from registries.crosswalk.weighing.explanation import LANGUAGES

DEFAULT: Final = "ru"
NAMES_OF_LANGUAGES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}

# In the order of LANGUAGES: kk, ru, en.
_ALL: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": ("Қолмен тексеру", "Ручная проверка", "Clerical review"),
    "token": ("Қызметкердің токені", "Токен сотрудника", "Clerk's token"),
    "sign_in": ("Кіру", "Войти", "Sign in"),
    "sign_out": ("Шығу", "Выйти", "Sign out"),
    "language": ("Тіл", "Язык", "Language"),
    "waiting": ("кезекте", "в очереди", "in the queue"),
    "nothing": (
        "Қазір сіз үшін ештеңе күтіп тұрған жоқ.", "Сейчас вас ничего не ждёт.", "Nothing waits for you now.",
    ),
    "question": (
        "Жазба осы адам туралы ма?", "Запись об этом человеке?", "Does the record speak of this person?",
    ),
    "record": ("Ведомство жазбасы", "Запись ведомства", "The department's record"),
    "person": ("Тізілімдегі адам", "Человек в регистре", "The person in the register"),
    "field": ("Өріс", "Поле", "Field"),
    "comparison": ("Салыстыру", "Сравнение", "Comparison"),
    "weight": ("Салмақ, бит", "Вес, бит", "Weight, bits"),
    "total": ("Барлығы, бастапқы ықтималдықпен", "Итого, с априорной вероятностью", "In all, with the prior"),
    "candidate": ("Үміткер", "Кандидат", "Candidate"),
    "of": ("/", "из", "of"),
    "cluster": ("Осы адамның жазбалары", "Записи этого человека", "Records of this person"),
    "more": ("тағы", "ещё", "more"),
    "source": ("Дереккөз", "Источник", "Source"),
    "key": ("Кілт", "Ключ", "Key"),
    "name": ("Аты-жөні", "ФИО", "Name"),
    "born": ("Туған күні", "Дата рождения", "Born"),
    "day": ("Мәлімет күні", "Дата сведений", "As of"),
    "linked_now": ("қазір басқа адамға байланған", "сейчас отнесена к другому человеку", "now linked to another person"),
    "answered": ("сіз жауап бердіңіз", "вы уже ответили", "you have answered"),
    "accept": ("Иә, сол адам", "Да, это он", "Yes, the same"),
    "reject": ("Жоқ, басқа адам", "Нет, другой", "No, another"),
    "unsure": ("Білмеймін", "Не уверен", "Not sure"),
    "skip": ("Келесі", "Следующая", "Next"),
    "note": ("Ескертпе (нөмірлер мен есімдерсіз)", "Пояснение (без номеров и имён)", "Note (no numbers, no names)"),
    "keys": ("Пернелер", "Клавиши", "Keys"),
    "two_persons": (
        "Шешім үшін екі қызметкердің бірдей жауабы керек.", "Для решения нужны одинаковые ответы двух сотрудников.",
        "A decision takes the same answer of two clerks.",
    ),
    "numbers": ("нөмірлер", "номера", "numbers"),
    "numbers_same": ("ортақ нөмір бар", "есть общий номер", "a number in common"),
    "numbers_differs": ("бір түрдегі әртүрлі нөмірлер", "разные номера одного вида", "different numbers of one kind"),
    "numbers_missing": ("ортақ түрі жоқ", "нет общего вида", "no kind in common"),
    "IIN": ("ЖСН", "ИИН", "IIN"),
    "RNN": ("СТН", "РНН", "RNN"),
    "SIK": ("ӘЖК", "СИК", "SIK"),
    "IDENTITY_CARD": ("Жеке куәлік", "Удостоверение", "Identity card"),
    "PASSPORT": ("Төлқұжат", "Паспорт", "Passport"),
    "MALE": ("ер", "мужской", "male"),
    "FEMALE": ("әйел", "женский", "female"),
    "POSSIBLE": ("Мүмкін", "Возможно", "Possible"),
    "MANY": ("Бірнешеуі сәйкес", "Подходят несколько", "Several fit"),
    "CONFLICT": ("Қайшылық", "Противоречие", "Conflict"),
    "HELD": ("Ұсталып тұр", "Придержано", "Held"),
    "LIGHT": ("салмағы жеткіліксіз", "веса недостаточно", "not heavy enough"),
    "TWIN": ("егіз болуы мүмкін", "может быть близнец", "may be a twin"),
    "UNDATED": ("туған күні белгісіз", "дата рождения неизвестна", "no birth date"),
    "NO_MARGIN": ("екіншісі де дерлік сондай", "второй подходит почти так же", "a second fits nearly as well"),
    "UNCONFIRMED": ("нөмірді ештеңе растамайды", "номер ничем не подтверждён", "nothing confirms the number"),
    "CONTRADICTED": ("нөмір басқа адамдікі сияқты", "номер, похоже, чужой", "the number seems another person's"),
    "TWO_PERSONS": ("екі адамға апарады", "ведёт к двум людям", "leads to two persons"),
    "ONE_RECORD_TWO_PERSONS": ("бір жазба, екі адам", "одна запись, два человека", "one record, two persons"),
    "TWO_IINS": ("екі ЖСН", "два ИИН", "two IINs"),
    "TWO_LIVES": ("өмір мерзімдері қайшы", "сроки жизни противоречат", "two lives"),
    "BOTH_SEXES": ("жынысы әртүрлі", "разный пол", "both sexes"),
    "ONE_DEPARTMENT_S_NUMBER_TWO_PERSONS": (
        "ведомствоның бір нөмірі, екі адам", "один номер ведомства, два человека", "one department's number, two persons",
    ),
    "A_CLERK_TOLD_THEM_APART": ("қызметкер ажыратқан", "сотрудник их разделил", "a clerk told them apart"),
    "TWO_REGISTER_ENTRIES_BY_WEIGHT_ALONE": (
        "екі тіркелген адам, тек салмақ бойынша", "двое в регистре, лишь по весу", "two in the register, by weight alone",
    ),
    "REOPENED": ("жазба өзгерді", "запись изменилась", "the record has changed"),
    "DECIDED": ("Шешім сақталды.", "Решение записано.", "The decision is kept."),
    "PROPOSED": (
        "Жауап сақталды; екінші қызметкерді күтеді.", "Ответ записан; ждёт второго сотрудника.",
        "The answer is kept; it waits for a second clerk.",
    ),
    "LEFT_OPEN": ("Жазба басқаларға қалдырылды.", "Запись оставлена другим.", "The entry is left to others."),
    "ALREADY_DECIDED": (
        "Бұл жазба бойынша шешім қабылданып қойған.", "По этой записи уже принято решение.",
        "This entry has been decided meanwhile.",
    ),
    "ASKED_ANEW": (
        "Жазба өзгерді: қайтадан қараңыз.", "Запись изменилась: посмотрите ещё раз.",
        "The record has changed: look at it again.",
    ),
    "REVIEW_REFUSED": (
        "Жауап сақталмады: ескертпе тым ұзын.", "Ответ не записан: пояснение слишком длинное.",
        "The answer was not kept: the note is too long.",
    ),
    "JUDGEMENT_REFUSED": (
        "Жауап сақталмады: қызметкерлердің шешімдері қайшы келер еді.",
        "Ответ не записан: решения сотрудников противоречили бы друг другу.",
        "The answer was not kept: clerks' decisions would contradict each other.",
    ),
    "FORM_REFUSED": (
        "Форма осы сеанстікі емес. Бетті қайта ашыңыз.", "Форма не из этого сеанса. Откройте страницу заново.",
        "This form is not of your session. Open the page again.",
    ),
    "UNAUTHENTICATED": ("Токен жарамсыз.", "Токен недействителен.", "The token is not valid."),
    "NOT_A_REVIEWER": (
        "Бұл қызметкердің тексеру құқығы жоқ.", "У этого сотрудника нет права проверки.",
        "This clerk has no right to review.",
    ),
    "EXPIRED": ("Сеанс аяқталды. Қайта кіріңіз.", "Сеанс окончен. Войдите снова.", "The session is over. Sign in again."),
    "BUSY": (
        "Тізілім бос емес, ештеңе сақталмады. Қайталап көріңіз.", "Регистр занят, ничего не записано. Повторите.",
        "The register is busy, nothing was kept. Try again.",
    ),
    "next_entry": ("Келесі жазба", "К следующей записи", "To the next entry"),
}  # fmt: skip
WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        language: MappingProxyType({name: said[place] for name, said in _ALL.items()})
        for place, language in enumerate(LANGUAGES)
    }
)


def preferred(accept: str) -> str:
    """The language of a page by an Accept-Language header (RFC 9110)."""
    wanted = []
    for place, part in enumerate(accept[:200].split(",")):
        tag, _, rest = part.strip().partition(";")
        weight = rest.strip().removeprefix("q=") if rest.strip() else "1"
        try:
            wanted.append((-float(weight), place, tag.strip().lower().partition("-")[0]))
        except ValueError:
            continue
    return next((tag for weight, _, tag in sorted(wanted) if tag in WORDS and weight < 0), DEFAULT)
