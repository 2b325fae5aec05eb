"""YAML without repeated keys: of two, a reader would see one and the program take the other."""

from __future__ import annotations

from typing import Any

import yaml

_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc, valid-type]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping; raise ConstructorError where a key is repeated, at whatever depth."""
        seen: dict[tuple[str, str], yaml.Node] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                first = seen.setdefault((key.tag, key.value), key)
                if first is not key:
                    line = first.start_mark.line + 1
                    problem = f"the key {key.value!r} appears twice, first in line {line}"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def load_strictly(text: str) -> Any:
    """Parse one YAML document of plain values. Raises yaml.YAMLError, also for a repeated key."""
    return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (made of a safe loader)
