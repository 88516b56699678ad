"""``pullquote completion``: the script that lets a shell complete our commands."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, add_completion_class, get_completion_class


class Bash(BashComplete):
    """Drops the ``=`` of ``--db=FILE``, which bash splits into three words."""

    def get_completion_args(self) -> tuple[list[str], str]:
        words, begun = super().get_completion_args()
        return [word for word in words if word != "="], begun


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
