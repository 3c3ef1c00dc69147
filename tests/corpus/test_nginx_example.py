"""deploy/nginx.conf, read by the nginx that `.ci/run` installs; a newcomer's machine need not have one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.running import ROOT

pytestmark = pytest.mark.corpus


def test_nginx_takes_the_example(open_folder: Path):
    key, certificate = open_folder / "privkey.pem", open_folder / "fullchain.pem"
    ask = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=conference.example.org"]
    subprocess.run([*ask, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    example = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for folder in ("/etc/ssl/conference.example.org", "/var/log/nginx"):
        example = example.replace(folder, str(open_folder))
    nginx = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    version = subprocess.run([nginx, "-v"], capture_output=True, text=True).stderr
    whole = open_folder / "nginx.conf"
    whole.write_text(f"pid {open_folder}/pid; error_log stderr; events {{}} http {{ access_log off; {example} }}")

    answer = subprocess.run([nginx, "-t", "-c", whole, "-p", open_folder], capture_output=True, text=True)

    assert (answer.returncode, "successful" in answer.stderr) == (0, True), version + answer.stderr
