"""Environment variables, typed: every fault is collected and reported once, by name.

A value is stripped; an empty one counts as not set, as `NAME=` in a compose file means it.
A secret may instead come from the file named by `NAME_FILE`, and is never printed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
# Of a number: more than any amount here has, fewer than Python refuses to read.
MOST_DIGITS = 18

FLAGS = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}


class FaultyEnvironment(Exception):
    """The portal cannot start with these variables; the message says what each would accept."""


@dataclass(frozen=True)
class Variable:
    """One line of the table in docs/operations.md."""

    name: str
    accepts: str
    default: str
    about: str
    secret: bool = False
    required: bool = False


class Environment:
    """Typed readers over a mapping of variables. Call `verify()` after the last of them."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._variables: dict[str, Variable] = {}
        self._faults: list[str] = []

    def flag(
        self, name: str, *, default: bool, about: str, default_means: str | None = None
    ) -> bool:
        accepts = "1, true, yes or on; 0, false, no or off"
        shown = default_means or ("on" if default else "off")
        return self._read(Variable(name, accepts, shown, about), _flag, default)

    def number(
        self, name: str, *, default: int, about: str, default_means: str | None = None
    ) -> int:
        shown = default_means or str(default)
        return self._read(
            Variable(name, "a whole number, 0 or more", shown, about), _number, default
        )

    def text(
        self,
        name: str,
        *,
        default: str,
        about: str,
        accepts: str = "text",
        default_means: str | None = None,
    ) -> str:
        variable = Variable(name, accepts, default_means or default or "none", about)
        return self._read(variable, str, default)

    def names(
        self,
        name: str,
        *,
        default: Sequence[str],
        about: str,
        required: bool = False,
        default_means: str | None = None,
    ) -> list[str]:
        accepts = "names with commas between them"
        shown = default_means or ", ".join(default) or "none"
        variable = Variable(name, accepts, shown, about, required=required)
        return self._read(variable, _names, list(default))

    def choice(
        self,
        name: str,
        choices: Collection[str],
        *,
        default: str,
        about: str,
        accepts: str | None = None,
        default_means: str | None = None,
    ) -> str:
        accepts = accepts or "one of " + ", ".join(choices)
        variable = Variable(name, accepts, default_means or default, about)
        return self._read(variable, _one_of(choices), default)

    def secret(
        self, name: str, *, about: str, required: bool, least: int, default_means: str
    ) -> str:
        """A value of at least so many characters; "" when it is neither set nor required."""
        accepts = f"{least} or more random characters"
        variable = Variable(name, accepts, default_means, about, secret=True, required=required)
        return self._read(variable, _at_least(least), "")

    def parsed(
        self,
        name: str,
        parse: Callable[[str], T],
        *,
        default: str,
        about: str,
        accepts: str,
        default_means: str | None = None,
        secret: bool = False,
    ) -> T:
        """What `parse` makes of the value; its ValueError says what is wrong with it."""
        variable = Variable(name, accepts, default_means or default, about, secret)
        return self._read(variable, parse, parse(default))

    def documented(self) -> tuple[Variable, ...]:
        """Every variable that was asked for, in the order of the settings."""
        return tuple(self._variables.values())

    def verify(self, hint: str) -> None:
        if self._faults:
            lines = "\n".join(f"  {fault}" for fault in self._faults)
            raise FaultyEnvironment(f"Environment variables need attention:\n{lines}\n{hint}")

    def _read(self, variable: Variable, parse: Callable[[str], T], default: T) -> T:
        """The value; after a fault the default, only so that the other faults are found too."""
        self._variables[variable.name] = variable
        try:
            raw = self._raw(variable)
            return parse(raw) if raw else default
        except ValueError as fault:
            self._faults.append(_sentence(variable, fault, self._text(variable.name)))
            return default

    def _raw(self, variable: Variable) -> str:
        name = variable.name
        raw = self._secret_text(name) if variable.secret else self._text(name)
        if variable.required and not raw:
            raise ValueError("is not set" + (f" (nor {name}_FILE)" if variable.secret else ""))
        return raw

    def _text(self, name: str) -> str:
        return self._values.get(name, "").strip()

    def _secret_text(self, name: str) -> str:
        value, path = self._text(name), self._text(f"{name}_FILE")
        if value and path:
            raise ValueError(f"is set twice, here and by {name}_FILE; keep one of them")
        return _text_of_file(name, path) if path else value


def _sentence(variable: Variable, fault: ValueError, raw: str) -> str:
    reason = str(fault) or ("is not acceptable" if variable.secret else f"cannot be {raw!r}")
    return f"{variable.name}: {reason}; it accepts: {variable.accepts}"


def _text_of_file(name: str, path: str) -> str:
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise ValueError(f"{name}_FILE names a file that is not text: {path}") from None
    except OSError as error:
        raise ValueError(f"{name}_FILE cannot be read: {path} ({error.strerror})") from None
    if not text:
        raise ValueError(f"{name}_FILE names an empty file: {path}")
    return text


def _flag(raw: str) -> bool:
    if raw.lower() not in FLAGS:
        raise ValueError
    return FLAGS[raw.lower()]


def _number(raw: str) -> int:
    # int() alone also takes "1_000" and the digits of other scripts.
    if not (raw.isascii() and raw.isdigit()) or len(raw) > MOST_DIGITS:
        raise ValueError
    return int(raw)


def _names(raw: str) -> list[str]:
    names = [name.strip() for name in raw.split(",")]
    if not all(names) or any(" " in name for name in names):
        raise ValueError
    return names


def _one_of(choices: Collection[str]) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw not in choices:
            raise ValueError
        return raw

    return parse


def _at_least(length: int) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if len(raw) < length:
            raise ValueError(f"has {len(raw)} characters, which is too short")
        return raw

    return parse
