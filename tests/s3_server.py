"""S3 on loopback for tests: moto's server in a child process, asked by the real boto3 client over a real socket."""

import os
import subprocess
import sys
from contextlib import suppress
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError

from tests.servers import free_port, wait_until

BUCKET: Final = "readalong-audio"
REGION: Final = "eu-west-1"
_PROGRAM: Final = "import sys; from moto.server import main; main(sys.argv[1:])"
# moto takes any key; boto3 wants one.
KEYS: Final = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "of-tests", "AWS_EC2_METADATA_DISABLED": "true"}


class S3:
    """A server with one bucket, and a client to look into it."""

    def __init__(self) -> None:
        port = free_port()
        self.endpoint = f"http://127.0.0.1:{port}"
        self._server = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "-H", "127.0.0.1", "-p", str(port)],
            env={**os.environ, **KEYS},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.client = boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
        )
        wait_until(self._makes_the_bucket, f"S3 at {self.endpoint}")

    def stop(self) -> None:
        self.client.close()
        self._server.terminate()
        self._server.wait()

    def storages(self, **options: Any) -> dict[str, Any]:
        """The storage ``audio`` in this bucket, as in the setting STORAGES."""
        place = {"bucket_name": BUCKET, "endpoint_url": self.endpoint, "region_name": REGION}
        return {"audio": {"BACKEND": "synthesis.bucket.Bucket", "OPTIONS": {**place, **options}}}

    def names(self) -> list[str]:
        return [entry["Key"] for entry in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", ())]

    def empty(self) -> None:
        for name in self.names():
            self.client.delete_object(Bucket=BUCKET, Key=name)

    def _makes_the_bucket(self) -> bool:
        with suppress(EndpointConnectionError, ConnectionClosedError):
            self.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
            return True
        return False
