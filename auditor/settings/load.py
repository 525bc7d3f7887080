"""Find `auditor.yaml`, read it, and explain mistakes in the user's own file: line, excerpt, nearest known name."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from auditor.errors import ConfigError
from auditor.resources import data
from auditor.settings.closed import refusals
from auditor.settings.model import OWNED_KINDS, Rule, Settings, Source
from auditor.settings.shorthand import as_rule
from auditor.settings.tokens import is_secret_key, without_secrets

_Wrong = Callable[[tuple[str | int, ...], str], ConfigError]
NAMES = ("auditor.yaml", "auditor.yml")
_MAX_BYTES = 1_000_000
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "web": ("url",),
    "static": ("path",),
    "files": ("path",),
    "bluesky": ("actor",),
    "mastodon": ("account",),
    "feed": ("url", "path"),
    "telegram": ("account",),
    "x-api": ("account",),
    "linkedin-api": ("account",),
    "facebook-api": ("account",),
    "instagram-api": ("account",),
    "threads-api": (),  # the token says whose account it is
    "youtube-api": ("account",),
    "x-archive": ("path",),
    "meta-export": ("path",),
    "linkedin-export": ("path",),
    "tiktok-export": ("path",),
    "youtube-takeout": ("path",),
    "whatsapp": ("path",),
    "zendesk": ("path",),
    "csv": ("path",),
}
"""Of each kind: the settings of which at least one must be given."""
_NO_SECRETS = (
    "{key!r}: tokens never stand in the configuration. Put the token in an environment variable (docs/channels.md "
    "names the one that is read) and, if yours has another name, say `token_env: NAME_OF_THE_VARIABLE`. A token that "
    "stood in a file should be withdrawn and made anew."
)


def load(path: Path | None = None, *, cwd: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of `path`, else of AUDITOR_CONFIG, else of the nearest auditor.yaml upwards.

    Environment variables such as AUDITOR_CHECK__FAIL_ON=warning replace what the file says.

    Raises:
        ConfigError: no file, or a mistake in it.
    """
    environ = os.environ if environ is None else environ
    file = find(path, cwd=cwd or Path.cwd(), environ=environ)
    text = _text(file)
    root = _compose(file, text)
    raw: dict[str, Any] = yaml.safe_load(text) or {}
    for name, keys, value in _overrides(environ):
        _put(raw, keys, value, name)
    try:
        settings = Settings.model_validate({**raw, "file": file})
    except ValidationError as error:
        raise ConfigError(_explain(file, text, root, error)) from error
    if "file" in raw:
        raise ConfigError(_at(file, text, _node(root, ("file",)), "unknown key 'file'"))
    return _complete(settings, file, text, root)


def find(path: Path | None, *, cwd: Path, environ: Mapping[str, str]) -> Path:
    """Return the absolute path of the configuration file. Raises ConfigError where there is none."""
    named = path or (Path(environ["AUDITOR_CONFIG"]) if environ.get("AUDITOR_CONFIG") else None)
    if named is not None:
        file = named if named.is_absolute() else cwd / named
        if file.is_dir():
            file = next((file / name for name in NAMES if (file / name).is_file()), file / NAMES[0])
        if not file.is_file():
            origin = "--config" if path else "AUDITOR_CONFIG"
            raise ConfigError(f"There is no configuration at {file} (from {origin}).", advice="Check the path.")
        return file.resolve()
    for folder in (cwd, *cwd.parents):
        for name in NAMES:
            if (folder / name).is_file():
                return (folder / name).resolve()
        if (folder / ".git").exists():
            break
    raise ConfigError(
        f"No auditor.yaml in {cwd} or above it.",
        advice="Run `auditor init` to write one, or name it with --config FILE.",
    )


def default_rules() -> dict[str, Rule]:
    """Return level and options of every rule as shipped (config/default.yaml)."""
    shipped = yaml.safe_load((data("config") / "default.yaml").read_text(encoding="utf-8"))
    return {name: Rule.model_validate(as_rule(entry)) for name, entry in shipped["rules"].items()}


def mistake(file: Path, keys: Sequence[str | int], message: str, *, advice: str | None = None) -> ConfigError:
    """Return the error that shows the setting `keys` of a configuration file, for what is found wrong with it later."""
    text = _text(file)
    return ConfigError(_at(file, text, _node(_compose(file, text), keys, key=True), message), advice=advice)


def repository_top(folder: Path) -> Path:
    """Return the nearest folder upwards that holds a .git, else the folder itself."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)


def source_lines(settings: Settings) -> dict[str, int]:
    """Return the line on which each source begins in the configuration file; nothing for one that is not a file."""
    if not settings.file.is_file():
        return {}
    root = _compose(settings.file, _text(settings.file))
    entries = _node(root, ("sources",))
    lines = {}
    for entry in entries.value if isinstance(entries, yaml.SequenceNode) else ():
        for key, value in entry.value if isinstance(entry, yaml.MappingNode) else ():
            if key.value == "name":
                lines[str(value.value)] = entry.start_mark.line + 1
    return lines


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}.") from error
    if len(content) > _MAX_BYTES:
        raise ConfigError(f"{file} is larger than 1 MB.", advice="That is no configuration; check the path.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file} is not written in UTF-8.", advice="Save it as UTF-8.") from error


def _compose(file: Path, text: str) -> yaml.Node | None:
    """Parse to nodes, which know their lines; refuse aliases (they can explode) and keys that stand twice."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line if event.start_mark else 0
                raise ConfigError(_line(file, text, line, "YAML aliases (*name) are not supported here"))
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"this is not valid YAML: {error.problem}"
        message = _line(file, text, mark.line, reason) if mark is not None else f"{file}: {reason}"
        raise ConfigError(message) from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{file} is not valid YAML: {error}") from error
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise ConfigError(_line(file, text, 0, "the file must be a mapping of settings, such as `version: 1`"))
    if root is not None:
        _refuse_doubles(file, text, root)
    return root


def _refuse_doubles(file: Path, text: str, node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise ConfigError(_line(file, text, key.start_mark.line, f"the key {key.value!r} stands here twice"))
            seen.add(key.value)
            _refuse_doubles(file, text, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_doubles(file, text, item)


def _overrides(environ: Mapping[str, str]) -> list[tuple[str, tuple[str, ...], Any]]:
    """Return (variable, keys, value) of every AUDITOR_SECTION__KEY; other AUDITOR_ variables are not settings."""
    found = []
    for name in sorted(environ):
        if not name.startswith("AUDITOR_") or ("__" not in name and name != "AUDITOR_NOW"):
            continue
        keys = tuple(part.lower() for part in name.removeprefix("AUDITOR_").split("__"))
        if keys[0] == "rules":
            keys = (keys[0], *(key.replace("_", "-") for key in keys[1:]))
        try:
            value = yaml.safe_load(environ[name])
        except yaml.YAMLError as error:
            raise ConfigError(f"The environment variable {name} holds no readable value.") from error
        found.append((name, keys, value))
    return found


def _put(raw: dict[str, Any], keys: Sequence[str], value: object, name: str) -> None:
    place = raw
    for key in keys[:-1]:
        inner = place.setdefault(key, {})
        if not isinstance(inner, dict):
            raise ConfigError(f"The environment variable {name} names no setting: {key} is not a group of settings.")
        place = inner
    known = Settings.model_fields.get(keys[0])
    if known is None:
        raise ConfigError(
            f"The environment variable {name} names no setting.", advice=_nearest(keys[0], list(Settings.model_fields))
        )
    place[keys[-1]] = value


def _complete(settings: Settings, file: Path, text: str, root: yaml.Node | None) -> Settings:
    """Check what pydantic cannot know, and fill in roles, absolute paths and the rules' defaults."""

    def wrong(keys: tuple[str | int, ...], message: str) -> ConfigError:
        return ConfigError(_at(file, text, _node(root, keys), message))

    if settings.organisation.timezone not in available_timezones():
        raise wrong(("organisation", "timezone"), f"unknown time zone {settings.organisation.timezone!r}")
    if settings.now is not None and settings.now.tzinfo is None:
        zone = ZoneInfo(settings.organisation.timezone)
        settings = settings.model_copy(update={"now": settings.now.replace(tzinfo=zone)})
    sources = _sources(settings, wrong)
    names = [source.name for source in sources]
    for index, pinned in enumerate(settings.claims.pinned):
        _known_channels(pinned.channels, names, ("claims", "pinned", index, "channels"), wrong)
    folder = file.parent
    claims = settings.claims.model_copy(update={"review_file": folder / settings.claims.review_file})
    baseline = settings.check.baseline
    check = settings.check.model_copy(update={"baseline": folder / baseline if baseline else None})
    rules = _rules(settings, names, wrong)
    return settings.model_copy(update={"sources": sources, "rules": rules, "claims": claims, "check": check})


def _sources(settings: Settings, wrong: _Wrong) -> tuple[Source, ...]:
    seen: set[str] = set()
    for index, source in enumerate(settings.sources):
        at = ("sources", index)
        if source.name in seen:
            raise wrong((*at, "name"), f"two sources are called {source.name!r}")
        seen.add(source.name)
        if _NEEDS[source.kind] and not any(getattr(source, field) for field in _NEEDS[source.kind]):
            raise wrong(at, f"a source of kind {source.kind} needs {' or '.join(_NEEDS[source.kind])}")
        for key, reason in refusals(source):
            raise wrong((*at, key), reason)
        if source.timezone is not None and source.timezone not in available_timezones():
            raise wrong((*at, "timezone"), f"unknown time zone {source.timezone!r}")
    return tuple(_resolved(source, settings.folder) for source in settings.sources)


def _rules(settings: Settings, names: Sequence[str], wrong: _Wrong) -> dict[str, Rule]:
    rules = default_rules()
    for name, entry in settings.rules.items():
        if name not in rules:
            raise wrong(("rules", name), f"unknown rule {name!r}. {_nearest(name, list(rules))}")
        _known_channels(entry.channels, names, ("rules", name), wrong)
        for option in entry.options:
            if option not in rules[name].options:
                known = _nearest(option, list(rules[name].options)) if rules[name].options else "It has none."
                raise wrong(("rules", name, 1, option), f"{name} has no option {option!r}. {known}")
        rules[name] = _overlaid(rules[name], entry)
    return rules


def _known_channels(channels: Iterable[str], names: Sequence[str], keys: tuple[str | int, ...], wrong: _Wrong) -> None:
    for channel in channels:
        if channel not in names:
            raise wrong((*keys, channel), f"no source is called {channel!r}. {_nearest(channel, names)}")


def _resolved(source: Source, folder: Path) -> Source:
    update: dict[str, Any] = {}
    if "role" not in source.model_fields_set:
        update["role"] = "owned" if source.kind in OWNED_KINDS else "social"
    if source.path is not None:
        update["path"] = folder / source.path.expanduser()
    return source.model_copy(update=update)


def _overlaid(shipped: Rule, given: Rule) -> Rule:
    """Put what the file says over what is shipped; a level per channel leaves the general level alone."""
    level = given.level if "level" in given.model_fields_set else shipped.level
    return Rule(
        level=level, options={**shipped.options, **given.options}, channels={**shipped.channels, **given.channels}
    )


def _explain(file: Path, text: str, root: yaml.Node | None, error: ValidationError) -> str:
    details = error.errors()
    if any(detail["loc"][:1] == ("sources",) and len(detail["loc"]) > 1 for detail in details):
        # Sources that are wrong are left out by pydantic; that none is left then says nothing new.
        details = [detail for detail in details if (detail["loc"], detail["type"]) != (("sources",), "too_short")]
    return "\n".join(dict.fromkeys(_one(file, text, root, detail) for detail in details))


def _one(file: Path, text: str, root: yaml.Node | None, detail: ErrorDetails) -> str:
    keys = detail["loc"]
    if keys[:1] == ("sources",) and (is_secret_key(str(keys[-1])) or keys[-1] == "token_env"):
        # Whatever stands there may be a token: neither the value nor the line may show up in a log.
        node = _node(root, keys, key=True)
        where = f"{file}:{node.start_mark.line + 1}" if node is not None else str(file)
        return f"{where}: {_NO_SECRETS.format(key=keys[-1])}"
    if detail["type"] == "extra_forbidden":
        names = _known(keys[:-1])
        return _at(
            file, text, _node(root, keys, key=True), f"unknown key {keys[-1]!r}. {_nearest(str(keys[-1]), names)}"
        )
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "missing":
        message = f"{keys[-1]!r} is missing" if keys else "something is missing"
    else:
        message = f"{'.'.join(str(key) for key in keys)}: {message[:1].lower()}{message[1:]}"
        if detail["type"] in {"int_type", "string_type", "literal_error"}:
            message += f", not {detail['input']!r}"
    return _at(file, text, _node(root, keys), message)


def _known(keys: Sequence[str | int]) -> list[str]:
    """Return the names that may stand below `keys`."""
    model: type[BaseModel] = Settings
    for key in keys:
        field = model.model_fields.get(str(key))
        if field is None:
            continue  # an index, or a name of the user's own
        model = next(_models(field.annotation), model)
    return [name for name in model.model_fields if not (model is Settings and name == "file")]


def _models(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)


def _nearest(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Did you mean {close[0]!r}?" if close else f"Known here: {', '.join(known)}."


def _node(root: yaml.Node | None, keys: Sequence[str | int], *, key: bool = False) -> yaml.Node | None:
    """Return the node at `keys`, or the deepest one on the way; with `key`, the key's node instead of the value's."""
    node = root
    for step, wanted in enumerate(keys):
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(wanted)), None)
            if pair is None:
                return node
            node = pair[0] if key and step == len(keys) - 1 else pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(wanted, int) and wanted < len(node.value):
            node = node.value[wanted]
        else:
            return node
    return node


def _at(file: Path, text: str, node: yaml.Node | None, message: str) -> str:
    return f"{file}: {message}" if node is None else _line(file, text, node.start_mark.line, message)


def _line(file: Path, text: str, line: int, message: str) -> str:
    """Return the message with file, line (counted from 0 here, shown from 1) and the line itself."""
    lines = text.splitlines()
    excerpt = without_secrets(lines[line].rstrip()) if line < len(lines) else ""
    return f"{file}:{line + 1}: {message}\n    {line + 1:>4} | {excerpt}"
