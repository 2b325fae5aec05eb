"""Commands of tinhuy's that other files name, parsed as its own command line would, without running them."""

from __future__ import annotations

from typing import Any

import typer.main

from tinhuy.cli import app


def parse(words: list[str]) -> None:
    """Parse the words that follow `tinhuy`. Raises what the command line would raise for bad usage."""
    command: Any = typer.main.get_command(app)
    context = command.make_context("tinhuy", list(words))
    while hasattr(command, "resolve_command") and (rest := [*context._protected_args, *context.args]):
        name, command, rest = command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)
    if hasattr(command, "resolve_command") and not command.invoke_without_command:
        raise ValueError(f"{' '.join(words)!r} names a group of commands and no command")
