"""The mutations: a document, what is done to it, what `diff` must say, and a program that uses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Edit = Callable[[dict[str, Any]], None]

_HEAD = """\
import datetime
from uuid import UUID

import {sdk} as sdk
from {sdk} import Client, types
from {sdk}.errors import ApiStatusError, BadRequestError, NotFoundError, RateLimitError


def use(client: Client, id: UUID, day: datetime.datetime) -> object:
"""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of a document.

    Attributes:
        name: Names it.
        spec: The document, in `../shared/specs`.
        edit: Makes the change.
        expected: The changes that must be found: rule, subject, part.
        use: The body of a function that uses what is changed, right with the old package.
    """

    name: str
    spec: str
    edit: Edit
    expected: frozenset[str]
    use: str

    @property
    def program(self) -> str:
        """The whole module; `{sdk}` stands for the package."""
        return _HEAD + "".join(f"    {line}\n" for line in self.use.splitlines())


MUTATIONS: tuple[Mutation, ...]
_found: list[Mutation] = []


def _mutation(spec: str, expected: str, use: str) -> Callable[[Edit], Edit]:
    """Registers an edit under its name; `expected` has a change a line."""

    def register(edit: Edit) -> Edit:
        name = edit.__name__.strip("_")
        _found.append(Mutation(name, spec, edit, frozenset(expected.splitlines()), use))
        return edit

    return register


_RESEND = "resend.yaml"
_GALAXY = "scalar-galaxy.yaml"
_TRAIN = "train-travel/openapi.yaml"
_DOCKER = "docker-engine-swagger2.yaml"
_HTTPBIN = "httpbin-swagger2.json"


def _schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    schemas: dict[str, Any] = (document.get("components") or {}).get("schemas") or document["definitions"]
    schema: dict[str, Any] = schemas[name]
    return schema


def _operation(document: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    operation: dict[str, Any] = document["paths"][path][method]
    return operation


def _parameter(operation: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in operation["parameters"] if each.get("name") == name)


# resend


@_mutation(
    _RESEND,
    "method-removed client.api_keys.update",
    'return client.api_keys.update(api_key_id="1", name="mine")',
)
def drop_operation(document: dict[str, Any]) -> None:
    del document["paths"]["/api-keys/{api_key_id}"]["patch"]


@_mutation(
    _RESEND,
    "argument-required client.api_keys.create permission",
    'return client.api_keys.create(name="mine")',
)
def require_body_field(document: dict[str, Any]) -> None:
    _schema(document, "CreateApiKeyRequest")["required"].append("permission")


@_mutation(
    _RESEND,
    "argument-type-changed client.domains.get domain_id",
    'return client.domains.get(domain_id="1")',
)
def change_path_parameter(document: dict[str, Any]) -> None:
    _parameter(_operation(document, "get", "/domains/{domain_id}"), "domain_id")["schema"]["type"] = "integer"


@_mutation(
    _RESEND,
    "enum-value-added types.Domain status",
    'status = client.domains.get(domain_id="1").status\nreturn status == "pending"',
)
def add_answered_value(document: dict[str, Any]) -> None:
    _schema(document, "Domain")["properties"]["status"]["enum"].append("paused")


@_mutation(
    _RESEND,
    "field-removed types.Email subject",
    'return client.emails.get(email_id="1").subject',
)
def remove_answered_field(document: dict[str, Any]) -> None:
    del _schema(document, "Email")["properties"]["subject"]


@_mutation(
    _RESEND,
    "field-added types.Email size",
    'return client.emails.get(email_id="1").subject',
)
def add_answered_field(document: dict[str, Any]) -> None:
    _schema(document, "Email")["properties"]["size"] = {"type": "integer"}


@_mutation(
    _RESEND,
    "argument-added client.api_keys.list query",
    "return client.api_keys.list(limit=3)",
)
def add_optional_parameter(document: dict[str, Any]) -> None:
    query = {"name": "query", "in": "query", "schema": {"type": "string"}}
    _operation(document, "get", "/api-keys")["parameters"].append(query)


@_mutation(_RESEND, "", "return client.api_keys.list(limit=3)")
def rename_operation_id(document: dict[str, Any]) -> None:
    _operation(document, "get", "/api-keys")["operationId"] = "keys/all"


@_mutation(
    _RESEND,
    "method-deprecated client.api_keys.list",
    "return client.api_keys.list(limit=3)",
)
def deprecate_operation(document: dict[str, Any]) -> None:
    _operation(document, "get", "/api-keys")["deprecated"] = True


@_mutation(
    _RESEND,
    "method-documentation client.api_keys.list",
    "return client.api_keys.list(limit=3)",
)
def change_summary(document: dict[str, Any]) -> None:
    _operation(document, "get", "/api-keys")["summary"] = "All keys"


@_mutation(
    _RESEND,
    "argument-removed client.emails.send cc\nfield-removed types.SendEmailRequest cc",
    'return client.emails.send(from_="a", to="b", subject="c", cc="d")',
)
def remove_body_field(document: dict[str, Any]) -> None:
    del _schema(document, "SendEmailRequest")["properties"]["cc"]


@_mutation(
    _RESEND,
    "argument-type-narrowed client.emails.send to\n" "request-field-type-narrowed types.SendEmailRequest to",
    'return client.emails.send(from_="a", to="b", subject="c")',
)
def remove_variant(document: dict[str, Any]) -> None:
    del _schema(document, "SendEmailRequest")["properties"]["to"]["oneOf"][0]


# scalar-galaxy


@_mutation(
    _GALAXY,
    "field-type-changed types.Token token",
    'token = client.authentication.get_token(email="a", password="b").token\nreturn token and token.upper()',
)
def change_answered_field(document: dict[str, Any]) -> None:
    _schema(document, "Token")["properties"]["token"]["type"] = "integer"


@_mutation(
    _GALAXY,
    "error-removed client.planets.get 404",
    "try:\n    return client.planets.get(planet_id=1)\n"
    "except NotFoundError as error:\n    return error.body",
)
def remove_error(document: dict[str, Any]) -> None:
    del _operation(document, "get", "/planets/{planetId}")["responses"]["404"]


@_mutation(
    _GALAXY,
    "argument-type-changed client.planets.list_data limit",
    "return client.planets.list_data(limit=1)",
)
def change_shared_parameter(document: dict[str, Any]) -> None:
    document["components"]["parameters"]["limit"]["schema"]["type"] = "string"


@_mutation(
    _GALAXY,
    "server-changed Client\nenvironment-removed Environment GALAXY_SCALAR_COM\n"
    "environment-added Environment GALAXY_EXAMPLE_COM",
    "return sdk.Environment.GALAXY_SCALAR_COM",
)
def move_server(document: dict[str, Any]) -> None:
    document["servers"][0]["url"] = "https://galaxy.example.com"


@_mutation(
    _GALAXY,
    "scheme-removed Client apiKeyCookie\nauth-alternative-removed Client",
    'return Client(api_key_cookie="1")',
)
def remove_scheme(document: dict[str, Any]) -> None:
    del document["components"]["securitySchemes"]["apiKeyCookie"]
    document["security"].remove({"apiKeyCookie": []})


@_mutation(
    _GALAXY,
    "argument-added-required client.planets.list_data kind",
    "return client.planets.list_data()",
)
def add_required_parameter(document: dict[str, Any]) -> None:
    kind = {"name": "kind", "in": "query", "required": True, "schema": {"type": "string"}}
    _operation(document, "get", "/planets")["parameters"].append(kind)


@_mutation(
    _GALAXY,
    "response-field-type-widened types.ImageUploadedMessage file_size",
    "size: int | None = client.planets.upload_image(planet_id=1).file_size\nreturn size",
)
def widen_answered_field(document: dict[str, Any]) -> None:
    _schema(document, "ImageUploadedMessage")["properties"]["fileSize"]["type"] = "number"


# train-travel


@_mutation(
    _TRAIN,
    "method-removed client.trips.list",
    "return client.trips.list(origin=id, destination=id, date=day)",
)
def drop_the_only_operation_of_a_tag(document: dict[str, Any]) -> None:
    del document["paths"]["/trips"]


@_mutation(
    _TRAIN,
    "response-field-optional types.Station name",
    "return [station.name.upper() for station in client.stations.list().data or []]",
)
def answer_less_surely(document: dict[str, Any]) -> None:
    _schema(document, "Station")["required"].remove("name")


@_mutation(
    _TRAIN,
    "argument-type-narrowed client.trips.list origin",
    "return client.trips.list(origin=id, destination=id, date=day)",
)
def take_text_for_uuids(document: dict[str, Any]) -> None:
    del _parameter(_operation(document, "get", "/trips"), "origin")["schema"]["format"]


@_mutation(
    _TRAIN,
    "argument-required client.stations.list country",
    "return client.stations.list(search='Milano')",
)
def require_parameter(document: dict[str, Any]) -> None:
    _parameter(_operation(document, "get", "/stations"), "country")["required"] = True


@_mutation(
    _TRAIN,
    "endpoint-changed client.trips.list",
    "return client.trips.list(origin=id, destination=id, date=day)",
)
def move_path(document: dict[str, Any]) -> None:
    document["paths"]["/journeys"] = document["paths"].pop("/trips")


@_mutation(
    _TRAIN,
    "argument-default-changed client.trips.list bicycles",
    "return client.trips.list(origin=id, destination=id, date=day)",
)
def change_default(document: dict[str, Any]) -> None:
    _parameter(_operation(document, "get", "/trips"), "bicycles")["schema"]["default"] = True


# docker


@_mutation(
    _DOCKER,
    "response-field-optional types.Volume mountpoint",
    'return client.volume.inspect(name="1").mountpoint.upper()',
)
def answer_less(document: dict[str, Any]) -> None:
    _schema(document, "Volume")["required"].remove("Mountpoint")


@_mutation(
    _DOCKER,
    "argument-type-changed client.container.stop t",
    'client.container.stop(id="1", t=3)\nreturn None',
)
def change_query_parameter(document: dict[str, Any]) -> None:
    _parameter(_operation(document, "post", "/containers/{id}/stop"), "t")["type"] = "string"


@_mutation(
    _DOCKER,
    "error-added client.container.top 409",
    'return client.container.top(id="1")',
)
def add_error(document: dict[str, Any]) -> None:
    responses = _operation(document, "get", "/containers/{id}/top")["responses"]
    responses["409"] = {"description": "Not now.", "schema": {"$ref": "#/definitions/ErrorResponse"}}


@_mutation(
    _DOCKER,
    "argument-removed client.container.list limit",
    "return client.container.list(limit=3)",
)
def remove_parameter(document: dict[str, Any]) -> None:
    operation = _operation(document, "get", "/containers/json")
    operation["parameters"].remove(_parameter(operation, "limit"))


@_mutation(
    _DOCKER,
    "enum-value-added types.ChangeType",
    'return [change.kind == 2 for change in client.container.changes(id="1")]',
)
def add_number(document: dict[str, Any]) -> None:
    _schema(document, "ChangeType")["enum"].append(3)


@_mutation(
    _DOCKER,
    "argument-limits-tightened client.container.list limit",
    "return client.container.list(limit=300)",
)
def tighten_bounds(document: dict[str, Any]) -> None:
    _parameter(_operation(document, "get", "/containers/json"), "limit")["maximum"] = 100


@_mutation(
    _DOCKER,
    "result-type-changed client.container.changes",
    'return [change.kind for change in client.container.changes(id="1")]',
)
def answer_something_else(document: dict[str, Any]) -> None:
    responses = _operation(document, "get", "/containers/{id}/changes")["responses"]
    responses["200"]["schema"] = {"type": "string"}


# httpbin


@_mutation(
    _HTTPBIN,
    "argument-required client.redirects.n302_3_xx_redirects_to_given_url_get status_code",
    'return client.redirects.n302_3_xx_redirects_to_given_url_get(url="/")',
)
def require_query_parameter(document: dict[str, Any]) -> None:
    _parameter(_operation(document, "get", "/redirect-to"), "status_code")["required"] = True


@_mutation(
    _HTTPBIN,
    "argument-optional client.redirects.n302_3_xx_redirects_to_given_url_get url",
    'return client.redirects.n302_3_xx_redirects_to_given_url_get(url="/")',
)
def relax_query_parameter(document: dict[str, Any]) -> None:
    _parameter(_operation(document, "get", "/redirect-to"), "url")["required"] = False


@_mutation(
    _HTTPBIN,
    "endpoint-changed client.dynamic_data.get_uuid4",
    "return client.dynamic_data.get_uuid4()",
)
def move_path_without_an_id(document: dict[str, Any]) -> None:
    document["paths"]["/guid"] = document["paths"].pop("/uuid")


@_mutation(
    _HTTPBIN,
    "method-added client.dynamic_data.get_ulid",
    "return client.dynamic_data.get_uuid4()",
)
def add_operation(document: dict[str, Any]) -> None:
    document["paths"]["/ulid"] = {
        "get": {
            "summary": "Returns a ULID.",
            "tags": ["Dynamic data"],
            "responses": {"200": {"description": "A ULID."}},
        }
    }


MUTATIONS = tuple(_found)
