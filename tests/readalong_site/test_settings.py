"""Settings: documented, and safe in production."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_variable_has_a_line_in_the_documentation() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "readalong_site/settings.py").read_text()))
    documented = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/operations.md").read_text(), re.MULTILINE))
    assert read == {name for name in documented if name.isupper()}


def test_the_deployment_check_finds_nothing_under_production_settings(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "READALONG_DATA": str(tmp_path),
        "READALONG_HTTPS": "1",
        "READALONG_HOSTS": "readalong.example.org",
        "DATABASE_URL": os.environ["DATABASE_URL"],
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_in_production_cookies_are_for_https_and_this_host_alone(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "READALONG_DATA": str(tmp_path),
        "READALONG_HTTPS": "1",
        "DJANGO_SETTINGS_MODULE": "readalong_site.settings",
    }
    code = """
from django.conf import settings as s
for kind in ("SESSION", "CSRF"):
    print(*(getattr(s, f"{kind}_COOKIE_{name}") for name in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN")))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["__Host-session True True Lax None", "__Host-csrf True True Lax None"]


def test_processes_that_start_at_once_share_one_secret_key(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from readalong_site.secret import stored_secret; print(stored_secret(Path(sys.argv[1])))"
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    keys = {child.communicate()[0].strip() for child in children}
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_a_value_that_cannot_be_read_names_its_variable(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "READALONG_DATA": str(tmp_path),
        "READALONG_HTTPS": "1",
        "DATABASE_URL": "nonsense",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "DATABASE_URL" in done.stderr
