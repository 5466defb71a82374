"""Which names of components a documentation tool made of the places of schemas, and which a person chose."""

from __future__ import annotations

import re

_METHODS = "Get|Post|Put|Patch|Delete|Head|Options|Trace"
_NOISE = re.compile(
    # CampaignPostResponsesContentApplicationJsonSchemaData
    rf"(?:{_METHODS})(?:Responses|RequestBody|Request|Parameters)?Content[A-Z]\w*Schema"
    # CampaignGetParametersStatus
    rf"|(?:{_METHODS})Parameters[A-Z]"
    # Campaigns_createACampaign_Response_201
    r"|^[A-Za-z0-9 ]+_[A-Za-z0-9]+_(?:Response|Request)(?:_[0-9]{3})?$"
)
# `WebhookEventAllOf1Metadata`, `AgentToolsItems`: steps on the way to a schema that say nothing of it.
_STEPS = re.compile(r"(?:AllOf|OneOf|AnyOf)[0-9]+|Items(?=[A-Z]|$)")
_TYPE = re.compile(r"^type_\w*:")
_NUMBER = re.compile(r"(?<=[A-Za-z])_[0-9]+$")


def is_noise(component: str) -> bool:
    """Whether a component's name was made by a documentation tool from the schema's place."""
    return _NOISE.search(component) is not None


def is_part(component: str) -> bool:
    """Whether a component's name ends with the step from a schema to a part of its `allOf`."""
    return re.search(r"AllOf[0-9]+$", component) is not None


def plain(component: str) -> str:
    """A name without what a tool adds to one that a person chose: `type_pets:Pet` and `Pet_2` are `Pet`."""
    bare = _TYPE.sub("", component)
    return _NUMBER.sub("", bare) if not is_noise(bare) else bare


def untyped(component: str) -> str:
    """A name without the mark that one documentation tool puts before it (`type_:Pet`)."""
    return _TYPE.sub("", component)


def spelt(name: str) -> str:
    """A name made of a place, as it compares with others of that place."""
    return re.sub(r"[\W_]", "", _STEPS.sub("", untyped(name))).lower()
