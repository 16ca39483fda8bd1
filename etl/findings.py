"""What went wrong while reading one document: the only errors that a reader or the parser may raise."""


class UnreadableDocumentError(Exception):
    """The document cannot be read at all; `code` is stable, `reason` one Chinese sentence for the analyst."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
