"""A request that is refused before any document in it is read."""

from registries.errors import RegistryError


class RequestRefusedError(RegistryError):
    """`status` is the HTTP status of the refusal, `allow` the methods the address answers, for a 405."""

    code = "BAD_REQUEST"

    def __init__(
        self,
        message: str,
        status: int = 400,
        code: str = "BAD_REQUEST",
        *,
        next_step: str | None = None,
        allow: str = "",
    ) -> None:
        super().__init__(
            message, next_step=next_step or "POST a JSON object with query (or documentId), variables and operationName"
        )
        self.status = status
        self.code = code
        self.allow = allow
