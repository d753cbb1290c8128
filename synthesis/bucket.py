"""Audio in an S3 bucket: Django's storage ``audio`` where READALONG_S3_BUCKET is set. The one module that knows S3.

An object appears whole or not at all, whoever is killed while writing it. docs/operations.md says what the bucket needs.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from boto3.s3.transfer import TransferConfig  # type: ignore[import-untyped]
from botocore.config import Config  # type: ignore[import-untyped]
from storages.backends.s3 import S3Storage

from synthesis.storage import Stored

_AT_ONCE: Final = 16
_TYPES: Final = {".m4a": "audio/mp4", ".aac": "audio/aac", ".mp3": "audio/mpeg"}


class Bucket(S3Storage):  # type: ignore[misc]  # django-storages has no types.
    """Objects that are written once, under names that their content gives, with the headers that a CDN and a browser want."""

    at_once = _AT_ONCE

    def get_default_settings(self) -> dict[str, Any]:
        return {**super().get_default_settings(), "public_url": ""}

    def __init__(self, **options: Any) -> None:
        # Off AWS a bucket seldom has a host name of its own. On AWS, only a host name of its own carries the region when signed.
        style = "path" if options.get("endpoint_url") else "virtual"
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": style},
            max_pool_connections=_AT_ONCE,
            connect_timeout=5,
            read_timeout=30,
            retries={"mode": "standard", "max_attempts": 4},
        )
        # Objects are small: one request each, from the thread that asks.
        transfer = TransferConfig(use_threads=False)
        super().__init__(client_config=config, transfer_config=transfer, file_overwrite=True, **options)

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        suffix = name[name.rfind(".") :]
        return {
            "CacheControl": "public, max-age=31536000, immutable",
            "ContentType": _TYPES.get(suffix, "application/octet-stream"),
        }

    def read(self, name: str) -> bytes:
        try:
            answer = self._client.get_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
            return bytes(answer["Body"].read())
        except self._client.exceptions.NoSuchKey as error:
            raise FileNotFoundError(f"The bucket {self.bucket_name} has no object {name}.") from error

    def delete(self, name: str) -> None:
        self._client.delete_object(Bucket=self.bucket_name, Key=self._normalize_name(name))

    def stored(self, folder: str) -> Iterator[Stored]:
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket_name, Prefix=f"{self._normalize_name(folder)}/"
        )
        above = len(self._normalize_name(folder)) - len(folder)
        for page in pages:
            for entry in page.get("Contents", ()):
                yield Stored(entry["Key"][above:], entry["LastModified"])

    def public_address(self, name: str) -> str:
        """Where anyone can fetch the object; empty when nobody can without a signature."""
        return f"{self.public_url.rstrip('/')}/{self._normalize_name(name)}" if self.public_url else ""

    def signed_address(self, name: str, seconds: int, disposition: str = "") -> str:
        """Where whoever has this address can fetch the object for so long; with a disposition, it is saved and not shown."""
        parameters = {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}
        if disposition:
            parameters["ResponseContentDisposition"] = disposition
        return str(self._client.generate_presigned_url("get_object", Params=parameters, ExpiresIn=seconds))

    def origins(self) -> tuple[str, ...]:
        addresses = (self.public_address("audio"), self.signed_address("audio", 1))
        return tuple(f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, filter(None, addresses)))

    @cached_property
    def _client(self) -> Any:
        # One for all threads: boto3's clients may be shared, while django-storages makes a costly connection for each thread.
        return self.connection.meta.client
