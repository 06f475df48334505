# SPDX-License-Identifier: EUPL-1.2
"""A page that is not sealed yet, as the text that the vault keeps of it."""

import json
from dataclasses import asdict
from datetime import date

from ui.screens.short_form.presenter import TypedAction, TypedForm


def kept_text(form: TypedForm) -> str:
    """The page as one text; empty where nothing was typed of it."""
    typed = (form.case_id, form.motif, form.question, form.said, form.decision, *form.strangers)
    others = any(place > 0 for place in form.places)  # the first one is there by itself
    if not any(text.strip() for text in typed) and not form.actions and not others:
        return ""
    raw = asdict(form)
    raw["on"] = form.on.isoformat() if form.on else ""
    for action in raw["actions"]:
        action["due"] = action["due"].isoformat() if action["due"] else ""
    return json.dumps(raw, ensure_ascii=False)


def kept_form(text: str) -> TypedForm | None:
    """The page of a kept text; None for none, or for the text of another version."""
    try:
        raw = json.loads(text)
        raw["on"] = _day(raw["on"])
        for name in ("people", "strangers", "places"):
            raw[name] = tuple(raw.get(name, ()))
        raw["actions"] = tuple(
            TypedAction(**{**action, "due": _day(action["due"])}) for action in raw["actions"]
        )
        return TypedForm(**raw)
    except (ValueError, TypeError, KeyError):
        return None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
