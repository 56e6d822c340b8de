"""A server that speaks S3, with one empty bucket, which can go away and come back."""

import subprocess
import sys
from contextlib import contextmanager

import boto3

from .asking import free_port, is_taken, wait_for

KEY, SECRET, REGION = "a-key", "a/secret", "eu-central-1"


class Server:
    def __init__(self):
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.address = f"s3+http://{KEY}:a%2Fsecret@127.0.0.1:{self.port}/pictures?region={REGION}"
        self.start()
        self.empty()

    def start(self):
        """Whatever was in the bucket is lost: moto keeps it in memory."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: is_taken(self.port), 30)

    def stop(self):
        self.process.kill()
        self.process.wait()

    def empty(self):
        """One bucket without anything in it."""
        bucket = self.bucket()
        if bucket.creation_date is None:
            bucket.create(CreateBucketConfiguration={"LocationConstraint": REGION})
        bucket.objects.all().delete()

    def names(self):
        return sorted(held.key for held in self.bucket().objects.all())

    def bucket(self):
        client = boto3.resource(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name=REGION,
        )
        return client.Bucket("pictures")


@contextmanager
def running():
    server = Server()
    try:
        yield server
    finally:
        server.stop()
