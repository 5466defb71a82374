"""The SDK's surface as JSON, for tools that drive the client: what to call, with what, and what comes back.

The shape is described by `inspect.schema.json` beside this module. Keys are stable: new ones may be added,
and `format` changes when one goes or changes its meaning.
"""

from __future__ import annotations

from importlib.resources import files
from typing import assert_never

from generator import __version__
from generator.inspect_parts import (
    alternatives,
    client_argument,
    link_of,
    path_of,
    retries_of,
    server_of,
    service_of,
    style_of,
)
from generator.ir.model import (
    Alias,
    Api,
    Argument,
    Body,
    Constant,
    Definition,
    Enumeration,
    Field,
    ListOf,
    MapOf,
    Model,
    Named,
    Nullable,
    OneOf,
    Operation,
    Pointer,
    Primitive,
    Result,
    Tagged,
    TupleOf,
    Type,
    Webhook,
)
from generator.json_schemas import schema_at
from generator.load.document import Document, JsonValue
from generator.paging_suggestions import configuration, suggested
from generator.render import servers

FORMAT = 1

# What every client takes beside its credentials and what chooses the server, in the order of its signature.
_CLIENT_OPTIONS = (
    "base_url",
    "timeout",
    "total_timeout",
    "max_retries",
    "headers",
    "strict_responses",
    "hooks",
    "connection_limits",
    "http_client",
)


def schema_text() -> str:
    """The JSON Schema of what `inspect` returns."""
    return files("generator").joinpath("inspect.schema.json").read_text(encoding="utf-8")


def inspect(api: Api, document: Document) -> dict[str, JsonValue]:
    """Describe the SDK.

    Args:
        api: The SDK.
        document: What it was built from; argument, result and error schemas are cut out of it.

    Returns:
        Values for `json.dumps`, in a stable order. With `client`, `operations[].python_path` and the
        `python_name` of arguments, any method can be called by keywords.
    """
    return _Inspection(api, document).whole()


class _Inspection:
    def __init__(self, api: Api, document: Document) -> None:
        self._api = api
        self._document = document
        self._definitions = {definition.id: definition for definition in api.definitions}
        self._names = {definition.id: str(definition.name) for definition in api.definitions}
        self._error_names = {error.status: str(error.name) for error in api.errors}

    def whole(self) -> dict[str, JsonValue]:
        api = self._api
        return {
            "format": FORMAT,
            "generator": f"sdksmith {__version__}",
            "title": api.title,
            "description": api.description,
            "project": {
                "distribution": api.project.distribution,
                "package": str(api.project.package),
                "version": api.project.version,
            },
            "client": self._client(),
            "servers": [server_of(server) for server in api.servers],
            "services": [service_of(service) for service in api.services],
            "security_schemes": [
                {
                    "name": scheme.name,
                    "kind": scheme.kind.value,
                    "wire_name": None if scheme.wire is None else str(scheme.wire),
                    "arguments": [str(name) for name in scheme.arguments],
                    "environment": list(scheme.environment),
                    "token_url": scheme.token_url,
                    "description": scheme.description,
                }
                for scheme in api.schemes
            ],
            "security": alternatives(api.security),
            "retries": retries_of(api.retries),
            "operations": [self._operation(operation) for operation in api.operations()],
            "webhooks": [self._webhook(webhook) for webhook in api.events.webhooks],
            "webhook_event": None if api.events.union is None else self._type(api.events.union),
            "types": [self._definition(definition) for definition in api.definitions],
            "errors": [
                {"status": error.status, "python_name": str(error.name), "documented": error.documented}
                for error in api.errors
            ],
        }

    def _client(self) -> dict[str, JsonValue]:
        api = self._api
        arguments: list[JsonValue] = [
            client_argument(str(name), variable=variable, scheme=scheme.name)
            for scheme in api.schemes
            for name, variable in zip(scheme.arguments, scheme.environment, strict=True)
        ]
        if environments := servers.environments(api):
            arguments.append(
                client_argument("environment", values=[servers.value(server) for server in environments])
            )
        arguments += [
            client_argument(str(each.argument), values=list(each.values) or None)
            for each in servers.variables(api)
        ]
        arguments += [client_argument(str(each.name), variable=each.environment) for each in api.values]
        for name in _CLIENT_OPTIONS:
            variable = f"{api.environment_prefix}_BASE_URL" if name == "base_url" else None
            arguments.append(client_argument(name, variable=variable))
        return {
            "module": str(api.project.package),
            "python_name": str(api.client),
            "async_python_name": f"Async{api.client}",
            "arguments": arguments,
            "idempotency_header": None if api.idempotency_header is None else str(api.idempotency_header),
        }

    def _operation(self, operation: Operation) -> JsonValue:
        security = self._api.security if operation.security is None else operation.security
        return {
            "id": str(operation.id),
            "operation_id": operation.operation_id,
            "method": operation.method,
            "path": operation.path,
            "python_path": ".".join(("client", *operation.group, operation.name)),
            "group": [str(name) for name in operation.group],
            "python_name": str(operation.name),
            "summary": operation.summary,
            "description": operation.description,
            "deprecated": operation.deprecated,
            "arguments": [self._argument(argument) for argument in operation.arguments],
            "body": None if operation.body is None else self._body(operation.body),
            "bodies": [self._body(body) for body in operation.bodies],
            "ways": [
                {
                    "arguments": [
                        {"python_name": str(a.name), "required": a.required, "type": self._type(a.type)}
                        for a in way.arguments
                    ],
                    "media_type": None if way.body is None else way.body.media_type,
                    "responses": [
                        {"status": result.status, "media_type": result.media_type} for result in way.results
                    ],
                }
                for way in operation.ways
            ],
            "stream_flag": None if operation.stream_flag is None else str(operation.stream_flag),
            "returned": self._returned(operation),
            "idempotent": operation.idempotent,
            "retries": retries_of(operation.retries),
            "pagination": self._pagination(operation),
            "pagination_suggestion": self._suggestion(operation),
            "responses": [self._result(result) for result in operation.results],
            "errors": [
                {**self._result(error), "python_name": self._error_name(error.status)}
                for error in operation.errors
            ],
            "security": alternatives(security),
            "service": None if operation.service is None else str(operation.service),
            "server": None if operation.server is None else server_of(operation.server),
            "links": [link_of(link) for link in operation.links],
        }

    def _webhook(self, webhook: Webhook) -> JsonValue:
        return {
            "id": str(webhook.id),
            "name": webhook.wire,
            "callback_of": None if webhook.callback_of is None else str(webhook.callback_of),
            "python_name": None if webhook.type is None else f"webhooks.{webhook.name}",
            "summary": webhook.summary,
            "description": webhook.description,
            "deprecated": webhook.deprecated,
            "type": None if webhook.type is None else self._type(webhook.type),
            "schema": self._schema(webhook.schema),
        }

    def _pagination(self, operation: Operation) -> JsonValue:
        paging = operation.pagination
        if paging is None:
            return None
        return {
            "type": paging.kind.value,
            "source": paging.source,
            "item": self._type(paging.item),
            "items": path_of(paging.items),
            "argument": None if paging.argument is None else str(paging.argument.wire),
            "next": path_of(paging.next),
            "next_in_last_item": paging.in_last_item,
            "has_more": path_of(paging.has_more),
            "total": path_of(paging.total),
            "start": paging.start,
        }

    def _returned(self, operation: Operation) -> JsonValue:
        returned = operation.returned
        if returned is None:
            return None
        return {
            "path": path_of(returned.path),
            "type": self._type(returned.type),
            "source": returned.source,
        }

    def _suggestion(self, operation: Operation) -> JsonValue:
        """What to put into the configuration, if the shapes say so and nothing is in force."""
        rule = None if operation.pagination is not None else suggested(operation, self._definitions)
        if rule is None:
            return None
        return {"type": rule.type, "configuration": configuration(operation, rule)}

    def _body(self, body: Body) -> JsonValue:
        return {
            "media_type": body.media_type,
            "required": body.required,
            "schema": self._schema(body.schema),
            "parts": [
                {
                    "wire_name": str(part.wire),
                    "content_type": part.content_type,
                    "style": style_of(part.style),
                    "headers": dict(part.headers),
                }
                for part in body.parts
            ],
        }

    def _argument(self, argument: Argument) -> JsonValue:
        return {
            "wire_name": str(argument.wire),
            "python_name": str(argument.name),
            "in": argument.place.value,
            "required": argument.required,
            "nullable": argument.nullable,
            "deprecated": argument.deprecated,
            "description": argument.doc.text,
            "client_argument": None if argument.source is None else str(argument.source.argument),
            "style": style_of(argument.style),
            "type": self._type(argument.type),
            "schema": self._schema(argument.schema),
        }

    def _result(self, result: Result) -> dict[str, JsonValue]:
        return {
            "status": result.status,
            "media_type": result.media_type,
            "description": result.description,
            "type": None if result.type is None else self._type(result.type),
            "sequence": None if result.sequence is None else result.sequence.value,
            "headers": None if result.headers is None else self._type(result.headers),
            "schema": self._schema(result.schema),
        }

    def _error_name(self, status: str) -> str:
        """The class raised for a documented status; for a range and `default` it depends on the status."""
        return self._error_names.get(int(status), "ApiStatusError") if status.isdigit() else "ApiStatusError"

    def _definition(self, definition: Definition) -> JsonValue:
        shared: dict[str, JsonValue] = {
            "id": str(definition.id),
            "python_name": str(definition.name),
            "deprecated": definition.deprecated,
            "description": definition.doc.text,
        }
        match definition:
            case Model():
                return {
                    **shared,
                    "kind": "model",
                    "direction": definition.direction.value,
                    "fields": [self._field(field) for field in definition.fields],
                    "extra": None if definition.extra is None else self._type(definition.extra),
                }
            case Enumeration():
                return {
                    **shared,
                    "kind": "enumeration",
                    "scalars": [scalar.value for scalar in definition.scalars],
                    "values": [value.value for value in definition.values],
                    "open": definition.is_open,
                }
            case Alias():
                return {**shared, "kind": "alias", "type": self._type(definition.type)}
            case _:
                assert_never(definition)

    def _field(self, field: Field) -> JsonValue:
        return {
            "wire_name": str(field.wire),
            "python_name": str(field.name),
            "required": field.required,
            "nullable": field.nullable,
            "deprecated": field.deprecated,
            "description": field.doc.text,
            "type": self._type(field.type),
        }

    def _type(self, type: Type) -> JsonValue:
        match type:
            case Primitive(scalar):
                return {"kind": "scalar", "scalar": scalar.value}
            case ListOf(item):
                return {"kind": "list", "item": self._type(item)}
            case TupleOf(items):
                return {"kind": "tuple", "items": [self._type(item) for item in items]}
            case MapOf(value):
                return {"kind": "map", "value": self._type(value)}
            case Named(id):
                return {"kind": "named", "id": str(id), "python_name": self._names[id]}
            case Nullable(inner):
                return {"kind": "nullable", "inner": self._type(inner)}
            case Constant(values, is_open):
                return {"kind": "constant", "values": list(values), "open": is_open}
            case OneOf(variants):
                return {"kind": "one-of", "variants": [self._type(variant) for variant in variants]}
            case Tagged():
                return {
                    "kind": "tagged",
                    "member": str(type.member),
                    "variants": [
                        {"tags": list(variant.tags), "type": self._type(variant.type)}
                        for variant in type.variants
                    ],
                    "default": None if type.default is None else self._type(type.default),
                }
            case _:
                assert_never(type)

    def _schema(self, pointer: Pointer | None) -> JsonValue:
        return None if pointer is None else schema_at(self._document, pointer)
