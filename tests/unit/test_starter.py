"""The configuration that `sdksmith init` writes: whatever is commented out can be taken as it is."""

from __future__ import annotations

import re
from pathlib import Path

from generator import config
from generator.config import AuthSettings
from generator.diagnostics import Diagnostics
from generator.starter import starter
from tests.cases.harness import made


def test_what_is_commented_out_is_a_configuration(tmp_path: Path) -> None:
    text = starter(made("auth_oauth2").api, ("spec.yaml",), tmp_path)
    plain = re.sub(r"^# (?=[\[\"a-z_]+.*(?: = |\]$))", "", text, flags=re.M)
    file = tmp_path / "sdksmith.toml"
    file.write_text(plain, "utf-8")
    diagnostics = Diagnostics()
    found = config.read(file, diagnostics)
    assert list(diagnostics) == []
    (sdk,) = found.sdks
    assert sdk.idempotency_header == "Idempotency-Key"
    oauth = next(each for each in sdk.auth if each.scheme == "oauth")
    assert oauth == AuthSettings(
        "oauth",
        ("oauth", "client_id", "client_secret", "token_url"),
        (
            "CASE_AUTH_OAUTH2_OAUTH",
            "CASE_AUTH_OAUTH2_CLIENT_ID",
            "CASE_AUTH_OAUTH2_CLIENT_SECRET",
            "CASE_AUTH_OAUTH2_TOKEN_URL",
        ),
        "client_secret_basic",
    )


def test_the_header_of_the_document_is_named(tmp_path: Path) -> None:
    text = starter(made("idempotency").api, ("spec.yaml",), tmp_path)
    assert '# idempotency_header = "Idempotent-Request"\n' in text
