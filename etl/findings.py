"""What went wrong while reading one document: the only errors that a reader or the parser may raise."""


class UnreadableDocumentError(Exception):
    """The document cannot be read at all; `code` is stable, `reason` one Chinese sentence for the analyst."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class MissingToolError(UnreadableDocumentError):
    """A program that reads this format is not installed: the document is set aside now and tried again next time."""


class OcrNeededError(UnreadableDocumentError):
    """The document has to be recognised from pictures of its pages, which takes a process with other limits."""


class OcrRefusedError(UnreadableDocumentError):
    """More pages would have to be recognised than the settings allow: another setting may read the document."""
