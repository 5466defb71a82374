"""jupyter_server: files, kernels, sessions, terminals, by the Swagger 2.0 document that it serves as YAML."""

from __future__ import annotations

import base64
import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from .conftest import Connect, Started
from .packages import own_tests
from .servers import Server

pytestmark = pytest.mark.conformance

# The document has no security schemes: the token is a header.
TOKEN = {"Authorization": "token a-secret-of-this-test"}

SERVER = Server(
    name="jupyter",
    requirements=("jupyter_server==2.21.1", "ipykernel==7.4.0"),
    command=(
        "jupyter-server --ServerApp.ip=127.0.0.1 --port={port} --no-browser --allow-root"
        " --ServerApp.root_dir={folder}/files --IdentityProvider.token=a-secret-of-this-test"
    ),
    environment={
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "JUPYTER_RUNTIME_DIR": "{folder}/runtime",
        "JUPYTER_DATA_DIR": "{folder}/data",
        "JUPYTER_CONFIG_DIR": "{folder}/config",
        "IPYTHONDIR": "{folder}/ipython",
    },
    document="/api/spec.yaml",
    headers=TOKEN,
    options={"headers": TOKEN},
    folders=("files",),
    settings="""
package = "jupyter_sdk"
client = "Jupyter"

[sdk.jupyter.rename]
"#/paths/~1api~1/get" = "version"
"#/paths/~1api~1spec.yaml/get" = "get"
"#/paths/~1api~1me/get" = "me"
"#/paths/~1api~1status/get" = "get"
"#/paths/~1api~1contents~1{path}/get" = "get"
"#/paths/~1api~1contents~1{path}/put" = "save"
"#/paths/~1api~1contents~1{path}/post" = "create"
"#/paths/~1api~1contents~1{path}/patch" = "rename"
"#/paths/~1api~1contents~1{path}/delete" = "delete"
"#/paths/~1api~1contents~1{path}~1checkpoints/get" = "list_checkpoints"
"#/paths/~1api~1contents~1{path}~1checkpoints/post" = "create_checkpoint"
"#/paths/~1api~1contents~1{path}~1checkpoints~1{checkpoint_id}/post" = "restore_checkpoint"
"#/paths/~1api~1contents~1{path}~1checkpoints~1{checkpoint_id}/delete" = "delete_checkpoint"
"#/paths/~1api~1kernels/get" = "list"
"#/paths/~1api~1kernels/post" = "start"
"#/paths/~1api~1kernels~1{kernel_id}/get" = "get"
"#/paths/~1api~1kernels~1{kernel_id}/delete" = "delete"
"#/paths/~1api~1kernels~1{kernel_id}~1interrupt/post" = "interrupt"
"#/paths/~1api~1kernels~1{kernel_id}~1restart/post" = "restart"
"#/paths/~1api~1sessions/get" = "list"
"#/paths/~1api~1sessions/post" = "create"
"#/paths/~1api~1sessions~1{session}/get" = "get"
"#/paths/~1api~1sessions~1{session}/patch" = "rename"
"#/paths/~1api~1sessions~1{session}/delete" = "delete"
"#/paths/~1api~1terminals/get" = "list"
"#/paths/~1api~1terminals/post" = "create"
"#/paths/~1api~1terminals~1{terminal_id}/get" = "get"
"#/paths/~1api~1terminals~1{terminal_id}/delete" = "delete"
"#/paths/~1api~1config~1{section_name}/get" = "get"
"#/paths/~1api~1config~1{section_name}/patch" = "update"
""",
)


def test_every_operation_has_a_method(started: Started) -> None:
    assert started.package.operations == len(started.package.methods) == 32
    assert started.package.said == ()


def test_the_package_passes_its_own_tests(started: Started) -> None:
    assert own_tests(started.package) == ""


def test_about_the_server(client: Any) -> None:
    assert client.api.version().version == "2.21.1"
    assert client.api_spec.get().startswith('swagger: "2.0"')
    assert client.identity.me().identity.display_name
    specs = client.kernelspecs.list()
    assert (specs.default, specs.kernelspecs["python3"].name) == ("python3", "python3")
    assert client.status.get().kernels == 0
    me = client.identity.me(permissions=json.dumps({"contents": ["read", "fly"]}))
    assert me.permissions["contents"] == ["read", "fly"]


def test_a_token_is_needed(connect: Connect, sdk: Any) -> None:
    with pytest.raises(sdk.ForbiddenError, match="Forbidden") as caught:
        connect(headers={}).sessions.list()
    assert caught.value.body["message"] == "Forbidden"


@pytest.fixture
def folder(client: Any) -> str:
    """A new folder: its path."""
    made = client.contents.create(path="/", type="directory")
    path: str = made.path
    return path


@pytest.mark.parametrize("name", ["plain.txt", "é ü ☃.txt", "100%.txt", "a+b&c=d;e,f.txt", "q?#.txt"])
def test_a_file_from_its_making_to_its_end(client: Any, sdk: Any, folder: str, name: str) -> None:
    """The path is one argument: its slashes, and whatever else it holds, are encoded."""
    path = f"{folder}/{name}"
    saved = client.contents.save(path=path, body={"type": "file", "format": "text", "content": "hello ☃"})
    assert (saved.path, saved.size, saved.content) == (path, 9, None)
    read = client.contents.get(path=path)
    assert (read.name, read.type, read.format, read.content) == (name, "file", "text", "hello ☃")
    assert client.contents.get(path=path, content=0).content is None

    moved = client.contents.rename(path=path, body={"path": f"{folder}/b.txt"})
    assert moved.path == f"{folder}/b.txt"
    assert [each["name"] for each in client.contents.get(path=folder).content] == ["b.txt"]

    assert client.contents.delete(path=moved.path) is None
    with pytest.raises(sdk.NotFoundError, match="does not exist") as caught:
        client.contents.get(path=moved.path)
    # Text, though everything else is JSON.
    assert caught.value.text == f"file or directory '/{folder}/b.txt' does not exist"
    assert caught.value.body is None


def test_a_notebook(client: Any, sdk: Any, folder: str) -> None:
    made = client.contents.create(path=folder, type="notebook")
    assert made.path == f"{folder}/Untitled.ipynb"
    notebook = client.contents.get(path=made.path, type="notebook").content
    assert (notebook["cells"], notebook["nbformat"]) == ([], 4)
    cell: dict[str, Any] = {
        "cell_type": "code",
        "source": "1 + 1",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    body = sdk.types.SaveOrUploadFileRequest(
        type="notebook", format="json", content=json.dumps({**notebook, "cells": [cell]})
    )
    # The document says that the content is a text; of a notebook the server wants an object.
    with pytest.raises(sdk.InternalServerError):
        client.contents.save(path=made.path, body=body, request_options={"max_retries": 0})
    client.contents.save(
        path=made.path, body={"type": "notebook", "format": "json", "content": {**notebook, "cells": [cell]}}
    )
    read = client.contents.get(path=made.path, hash=1)
    assert read.content["cells"][0]["source"] == "1 + 1"
    assert (read.hash_algorithm, len(read.hash)) == ("sha256", 64)


def test_bytes_up_and_down(client: Any, sdk: Any, folder: str, tmp_path: Path) -> None:
    content = bytes(range(256)) * 4096
    text = base64.b64encode(content).decode()
    client.contents.save(path=f"{folder}/b.bin", body={"type": "file", "format": "base64", "content": text})
    with client.contents.with_streaming_response.get(path=f"{folder}/b.bin", format="base64") as response:
        assert response.headers["content-type"] == "application/json"
        response.write_to_file(tmp_path / "answer.json")
    written = json.loads((tmp_path / "answer.json").read_bytes())
    assert base64.b64decode(written["content"]) == content
    with pytest.raises(sdk.BadRequestError, match="is not UTF-8 encoded") as caught:
        client.contents.get(path=f"{folder}/b.bin", format="text")
    assert caught.value.body.reason == "bad format"


def test_where_a_file_is(client: Any, folder: str) -> None:
    made = client.contents.create(path=folder, ext=".txt", type="file")
    (found,) = client.resolve_path.to_file(path=made.path).resolved
    assert (found.scope, found.path) == ("server", made.path)
    assert client.resolve_path.to_file(path=f"{folder}/none").resolved == []


def test_checkpoints(client: Any, folder: str) -> None:
    path = f"{folder}/a.txt"
    body = {"type": "file", "format": "text", "content": "first"}
    client.contents.save(path=path, body=body)
    made = client.contents.create_checkpoint(path=path)
    client.contents.save(path=path, body={**body, "content": "second"})
    assert client.contents.list_checkpoints(path=path) == [made]
    assert client.contents.restore_checkpoint(path=path, checkpoint_id=made.id) is None
    assert client.contents.get(path=path).content == "first"
    assert client.contents.delete_checkpoint(path=path, checkpoint_id=made.id) is None
    assert client.contents.list_checkpoints(path=path) == []


def test_wrong_calls(client: Any, sdk: Any, folder: str) -> None:
    with pytest.raises(sdk.BadRequestError, match="is a directory, not a file") as caught:
        client.contents.get(path=folder, type="file")
    assert caught.value.body.reason == "bad type"
    with pytest.raises(sdk.InternalServerError, match="Unhandled error"):
        client.contents.restore_checkpoint(path=f"{folder}/none", checkpoint_id="checkpoint")
    made = [client.contents.create(path=folder, type="file") for _ in "ab"]
    with pytest.raises(sdk.ConflictError, match="File already exists"):
        client.contents.rename(path=made[0].path, body={"path": made[1].path})
    with pytest.raises(sdk.NotFoundError, match="No such directory"):
        client.contents.create(path=f"{folder}/none")
    for path in ("", ".", ".."):
        with pytest.raises(ValueError, match="'path' must not be"):
            client.contents.get(path=path)


def test_kernels(client: Any, sdk: Any) -> None:
    kernel = client.kernels.start(name="python3")
    assert kernel.id in [each.id for each in client.kernels.list()]
    assert client.kernels.interrupt(kernel_id=kernel.id) is None
    assert client.kernels.restart(kernel_id=kernel.id).id == kernel.id
    assert client.kernels.get(kernel_id=kernel.id).name == "python3"
    assert client.kernels.delete(kernel_id=kernel.id) is None
    with pytest.raises(sdk.NotFoundError) as caught:
        client.kernels.get(kernel_id=kernel.id)
    assert caught.value.body["message"].startswith("Kernel does not exist")
    # No UUID, no route: that is a page, and its title is the message.
    with pytest.raises(sdk.NotFoundError, match="Jupyter Server") as page:
        client.kernels.get(kernel_id="none")
    assert (page.value.body, "<html" in page.value.text.lower()) == (None, True)


def test_sessions(client: Any, sdk: Any) -> None:
    path = f"{uuid.uuid4()}.ipynb"
    session = client.sessions.create(name="n", path=path, type="notebook", kernel={"name": "python3"})
    assert session.kernel.name == "python3"
    renamed = client.sessions.rename(session=session.id, path=f"x-{path}")
    assert renamed.path == f"x-{path}"
    assert client.sessions.get(session=session.id).path == f"x-{path}"
    assert [each.path for each in client.sessions.list() if each.id == session.id] == [f"x-{path}"]
    with pytest.raises(sdk.ApiStatusError, match="kernel is not available") as caught:
        client.sessions.create(path="y", type="notebook", kernel={"name": "none"})
    assert (caught.value.status_code, caught.value.body.short_message) == (501, "none not found")
    assert type(caught.value).__name__ == "NotImplementedStatusError"
    assert client.sessions.delete(session=session.id) is None
    with pytest.raises(sdk.NotFoundError):
        client.sessions.get(session=session.id)


def test_terminals(client: Any, sdk: Any) -> None:
    terminal = client.terminals.create()
    assert terminal.name in [each.name for each in client.terminals.list()]
    assert client.terminals.get(terminal_id=terminal.name).name == terminal.name
    assert client.terminals.delete(terminal_id=terminal.name) is None
    with pytest.raises(sdk.NotFoundError):
        client.terminals.get(terminal_id=terminal.name)


def test_configuration_of_any_shape(client: Any) -> None:
    section = f"s{uuid.uuid4().hex}"
    assert client.config.get(section_name=section) == {}
    client.config.update(section_name=section, body={"a": {"b": 1, "c": [None]}})
    client.config.update(section_name=section, body={"a": {"b": None}})
    assert client.config.get(section_name=section) == {"a": {"c": [None]}}
