"""``pullquote completion``: the script that lets a shell complete our commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import BashComplete, add_completion_class, get_completion_class

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


_UNSAFE = re.compile(r"([^\w@%+=:,./-])")


class Bash(BashComplete):
    """Joins what bash splits (``--db=FILE`` and ``who:holt`` are three words each), and quotes what it does not."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._filter = ""
        """The key of the filter being typed with its colon: bash replaces only what follows."""

    def get_completion_args(self) -> tuple[list[str], str]:
        words, begun = super().get_completion_args()
        words = [word for word in words if word != "="]
        if begun == ":" and words:
            words, begun = words[:-1], f"{words[-1]}:"
        elif len(words) > 1 and words[-1] == ":":
            words, begun = words[:-2], f"{words[-2]}:{begun}"
        self._filter = begun[: begun.find(":") + 1]
        return words, begun

    def format_completion(self, item: CompletionItem) -> str:
        if item.type != "plain":
            return super().format_completion(item)
        value = _UNSAFE.sub(r"\\\1", str(item.value).removeprefix(self._filter))
        return f"{item.type},{value}"


def register() -> None:
    """Make click use our completion for bash."""
    add_completion_class(Bash)


@click.command(short_help="Print the completion script for your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes commands in your shell. Load it in the shell's start file:

    \b
    bash   eval "$(pullquote completion bash)"       in ~/.bashrc
    zsh    eval "$(pullquote completion zsh)"        in ~/.zshrc
    fish   pullquote completion fish | source        in ~/.config/fish/config.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # the three are click's own
    click.echo(kind(context.find_root().command, {}, "pullquote", "_PULLQUOTE_COMPLETE").source())
