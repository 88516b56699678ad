"""``pullquote completion``: what a shell needs to complete our commands."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, add_completion_class, get_completion_class


class Bash(BashComplete):
    """Reads ``--db=FILE``, which bash takes apart into three words, as the two that it stands for."""

    def get_completion_args(self) -> tuple[list[str], str]:
        words, begun = super().get_completion_args()
        return [word for word in words if word != "="], begun


def register() -> None:
    """Let click answer shells as we do."""
    add_completion_class(Bash)


@click.command(short_help="Print what your shell needs to complete commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what your shell needs to complete commands, to be read by its start file.

    \b
    bash   eval "$(pullquote completion bash)"       in ~/.bashrc
    zsh    eval "$(pullquote completion zsh)"        in ~/.zshrc
    fish   pullquote completion fish | source        in ~/.config/fish/config.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # the three are click's own
    click.echo(kind(context.find_root().command, {}, "pullquote", "_PULLQUOTE_COMPLETE").source())
