"""Expected refusals of the registers: a code for programs, a sentence and a next step for people."""


class RegistryError(Exception):
    """An expected "no".

    `code` is stable and in UPPER_SNAKE; `message` says what is wrong and `next_step` what to do about it.
    Neither ever holds an identifier or a name of a person: both may be logged.
    """

    code = "REGISTRY_ERROR"

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step
