"""config.toml. Strict: a mistake is reported with its line, and nothing of the file is used."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from newstext.near_words import nearest
from tui.terminal.theme_names import NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from store.figures.budget import Budget
    from tui.kernel.actions import Scope
    from tui.kernel.session import Own

LARGEST = 100_000
"""The largest configuration, in bytes."""

_COLOUR = "#[0-9a-fA-F]{6}"
THEME_COLOURS = (
    "background",
    "panel",
    "cursor",
    "foreground",
    "muted",
    "accent",
    "open",
    "settled",
    "selected",
    "found",
)
_KEYS = (
    "name",
    "theme",
    "signs",
    "clipboard",
    "suggest",
    "watch",
    "notify",
    "commands",
    "audit",
    "speakers",
    "keys",
    "themes",
)
_WATCH_KEYS = ("minutes", "allow", "contact", "at_desk")
_AUDIT_KEYS = ("bare", "unnamed", "second_hand")
RESERVED = ("outlet", "byline", "week", "article")
"""The groups that an audit counts by; no field of speakers has their names."""
_MOST_MINUTES = 1440
_LONGEST_QUOTED = 40
"""Characters of a wrong value that a message quotes."""

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class ConfigError(Exception):
    """config.toml has a mistake. The message names the file, the line and the key."""


class WatchConfig(NamedTuple):
    """The settings of watches: the seconds between visits, and the private servers that may be reached."""

    every: int = 900
    allow: tuple[str, ...] = ()
    contact: str | None = None
    """An address for the operators of web servers."""
    at_desk: bool = True
    """Whether the desk watches while it is open."""


class Config(NamedTuple):
    """The configuration; every field is optional. ``keys`` are Textual's names, by scope and action."""

    name: str | None = None
    theme: str | None = None
    ascii_only: bool | None = None
    copy_command: str | None = None
    suggest_indirect: float | None = None
    """The confidence from which indirect speech is suggested."""
    watch: WatchConfig = WatchConfig()
    notify_command: str | None = None
    commands: Mapping[str, str] = _NOTHING
    """Commands that quotations are piped to, by the name that the desk offers."""
    budget: Budget | None = None
    """The largest shares of unnamed and second-hand sources."""
    speaker_fields: Mapping[str, tuple[str, ...]] = _NOTHING
    """The newsroom's own fields of speakers, each with its values."""
    keys: Mapping[tuple[Scope, str], tuple[str, ...]] = _NOTHING
    themes: Mapping[str, Mapping[str, Any]] = _NOTHING

    @property
    def own(self) -> Own:
        """The commands and fields that the newsroom adds to the desk."""
        from tui.kernel.session import Own

        return Own(self.commands, self.speaker_fields)


def load(path: Path | None = None) -> Config:
    """Read config.toml; without one, return the defaults. Raises ConfigError."""
    from tui.kernel.files import opened_file

    if path is None:
        from tui.settings import paths

        try:
            path = paths.config_path()
        except paths.NoPlaceError:
            return Config()
    try:
        with opened_file(path) as file:
            data = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(data) > LARGEST:
        raise ConfigError(f"{path} is larger than {LARGEST:,} bytes. Is it the right file?")
    return _ConfigFile(path, data).config()


class _ConfigFile:
    """One file's values, and the line of each key."""

    def __init__(self, path: Path, data: bytes) -> None:
        import tomllib

        self._path = path
        try:
            self._text = data.decode("utf-8-sig")
            self._values = tomllib.loads(self._text)
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path} is not UTF-8 at byte {error.start}. Save it as UTF-8.") from error
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{path} is not valid TOML: {error}.") from error
        except RecursionError as error:
            raise ConfigError(f"{path} is nested too deeply.") from error

    def config(self) -> Config:
        self._known((), self._values, _KEYS)
        clipboard = self._table(("clipboard",))
        self._known(("clipboard",), clipboard, ("command",))
        self._known(("suggest",), self._table(("suggest",)), ("indirect",))
        self._known(("notify",), self._table(("notify",)), ("command",))
        themes = {name: self._theme(name) for name in self._table(("themes",))}
        return Config(
            name=self._words(("name",)),
            theme=self._one_of(("theme",), (*NAMES, *themes)),
            ascii_only={"ascii": True, "unicode": False}.get(self._one_of(("signs",), ("ascii", "unicode")) or ""),
            copy_command=self._command(("clipboard", "command")),
            suggest_indirect=self._number(("suggest", "indirect"), 1, "from 0 to 1"),
            watch=self._watch(),
            notify_command=self._command(("notify", "command")),
            commands={name: self._command(("commands", name)) or "" for name in self._table(("commands",))},
            budget=self._budget(),
            speaker_fields={field: self._values_of(field) for field in self._table(("speakers",))},
            keys=self._keys(),
            themes=themes,
        )

    def _watch(self) -> WatchConfig:
        self._known(("watch",), self._table(("watch",)), _WATCH_KEYS)
        minutes, allow = self._value(("watch", "minutes"), 15), self._value(("watch", "allow"), [])
        if isinstance(minutes, bool) or not isinstance(minutes, int) or not 1 <= minutes <= _MOST_MINUTES:
            self._wrong(("watch", "minutes"), f"must be a number from 1 to {_MOST_MINUTES}, not {_shown(minutes)}")
        if not isinstance(allow, list) or not all(isinstance(host, str) and host.strip() for host in allow):
            self._wrong(("watch", "allow"), "must be a list of hosts or networks, such as [“10.2.0.0/16”]")
        at_desk = self._value(("watch", "at_desk"), True)
        if not isinstance(at_desk, bool):
            self._wrong(("watch", "at_desk"), f"must be true or false, not {_shown(at_desk)}")
        hosts = tuple(host.strip().lower() for host in allow)
        return WatchConfig(minutes * 60, hosts, self._words(("watch", "contact")), at_desk)

    def _budget(self) -> Budget | None:
        self._known(("audit",), self._table(("audit",)), _AUDIT_KEYS)
        if not self._table(("audit",)):
            return None
        from store.figures.budget import Budget

        return Budget(*(self._number(("audit", key), 100, "of per cent, from 0 to 100") for key in _AUDIT_KEYS))

    def _values_of(self, field: str) -> tuple[str, ...]:
        where = ("speakers", field)
        if field in RESERVED or not field.strip() or not field.isprintable() or ":" in field:
            self._wrong(where, "cannot be the name of a field; choose another")
        values = self._value(where)
        if (
            not isinstance(values, list)
            or not values
            or not all(isinstance(one, str) and one.strip() and one.isprintable() for one in values)
        ):
            self._wrong(where, "must be a list of values, such as [“north”, “south”]")
        return tuple(dict.fromkeys(one.strip() for one in values))

    def _keys(self) -> Mapping[tuple[Scope, str], tuple[str, ...]]:
        if not self._table(("keys",)):
            return {}
        from tui.kernel.actions import ACTIONS, Scope
        from tui.settings.key_bindings import KeyNameError, clash, key_named

        rebound: dict[tuple[Scope, str], tuple[str, ...]] = {}
        scopes = {scope.name.lower(): scope for scope in Scope if any(a.scope is scope for a in ACTIONS)}
        self._known(("keys",), self._table(("keys",)), tuple(scopes))
        for scope_name in self._table(("keys",)):
            scope, where = scopes[scope_name], ("keys", scope_name)
            self._known(where, self._table(where), tuple(a.id for a in ACTIONS if a.scope is scope))
            for action_id in self._table(where):
                wanted = self._value((*where, action_id))
                keys = [wanted] if isinstance(wanted, str) else wanted
                if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
                    self._wrong((*where, action_id), "must be a key such as “a”, “gg” or “ctrl+d”, or a list of keys")
                try:
                    rebound[scope, action_id] = tuple(key_named(key) for key in keys)
                except KeyNameError as error:
                    self._wrong((*where, action_id), str(error))
        if (sentence := clash(rebound)) is not None:
            raise ConfigError(f"{self._path}: {sentence}")
        return rebound

    def _theme(self, name: str) -> Mapping[str, Any]:
        where = ("themes", name)
        if name in NAMES:
            self._wrong(where, "is a built-in theme; choose another name for yours")
        theme = self._table(where)
        self._known(where, theme, ("base", *THEME_COLOURS))
        self._one_of((*where, "base"), NAMES)
        for key in theme:
            if key != "base" and not (isinstance(theme[key], str) and re.fullmatch(_COLOUR, theme[key])):
                self._wrong((*where, key), f"must be a colour such as “#1f2226”, not {_shown(theme[key])}")
        return theme

    # Validation

    def _known(self, where: tuple[str, ...], table: Mapping[str, Any], known: Collection[str]) -> None:
        for key in table:
            if key not in known:
                near = nearest(key, known)
                meant = f"Did you mean “{near}”?" if near else f"Choose from {', '.join(sorted(known))}."
                raise ConfigError(f"{self._place((*where, key))}unknown key “{'.'.join((*where, key))}”. {meant}")

    def _table(self, where: tuple[str, ...]) -> Mapping[str, Any]:
        value = self._value(where, {})
        if not isinstance(value, dict):
            self._wrong(where, f"must be a table: write it as a heading, [{'.'.join(where)}]")
        return value

    def _words(self, where: tuple[str, ...]) -> str | None:
        value = self._value(where)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            self._wrong(where, "must be one line of text in quotation marks")
        return value.strip()

    def _command(self, where: tuple[str, ...]) -> str | None:
        command = self._words(where)
        if command is not None:
            import shlex

            try:
                shlex.split(command)
            except ValueError:
                self._wrong(where, "has an open quotation mark, or ends in a backslash")
        return command

    def _number(self, where: tuple[str, ...], most: float, range_: str) -> float | None:
        """Return a number from 0 to ``most``; ``range_`` describes it in the message."""
        value = self._value(where)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most):
            return value
        return self._wrong(where, f"must be a number {range_}, not {_shown(value)}")

    def _one_of(self, where: tuple[str, ...], choices: Collection[str]) -> str | None:
        value = self._value(where)
        if value is not None and (not isinstance(value, str) or value not in choices):
            choice = ", ".join(f"“{choice}”" for choice in choices)
            self._wrong(where, f"must be one of {choice}, not {_shown(value)}")
        return value

    def _value(self, where: tuple[str, ...], otherwise: Any = None) -> Any:
        found: Any = self._values
        for key in where:
            if not isinstance(found, dict) or key not in found:
                return otherwise
            found = found[key]
        return found

    def _wrong(self, where: tuple[str, ...], what: str) -> NoReturn:
        ending = "" if what.endswith("?") else "."
        raise ConfigError(f"{self._place(where)}“{'.'.join(where)}” {what}{ending}")

    def _place(self, where: tuple[str, ...]) -> str:
        """Return where a key stands, as the beginning of a message."""
        line = self._line_of(where)
        return f"{self._path}{f', line {line}' if line else ''}: "

    def _line_of(self, where: tuple[str, ...]) -> int | None:
        """Return the line of a key, as far as headings and equal signs show it."""
        table: list[str] = []
        for number, line in enumerate(self._text.splitlines(), 1):
            if heading := re.match(r"\s*\[([^\[\]]+)\]", line):
                table = _parts(heading[1])
                if tuple(table) == where:
                    return number
            elif "=" in line and (*table, *_parts(line.partition("=")[0])) == where:
                return number
        return None


def _shown(value: object) -> str:
    """Return a wrong value as a message quotes it."""
    words = str(value)
    return f"“{words[:_LONGEST_QUOTED]}…”" if len(words) > _LONGEST_QUOTED else f"“{words}”"


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]
