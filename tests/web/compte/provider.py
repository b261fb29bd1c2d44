"""A small provider of identity on loopback: discovery, keys, tokens, userinfo, as OpenID Connect says."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "leviers-essai", "secret-d-essai"


class Provider:
    """What it says of who logs in; a test changes it."""

    def __init__(self, port):
        self.issuer = f"http://127.0.0.1:{port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {"sub": "sub-1", "email": "camille@brest.fr", "email_verified": True}
        self.is_signed, self.is_forged = False, False
        self.asked = {}

    def take(self, address):
        """The reader arrives and agrees; the address that leads back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return f"{self.asked['redirect_uri']}?code=code-1&state={self.asked['state']}"

    def answer(self, path, form):
        """Type and body of the answer."""
        if path == "/.well-known/openid-configuration":
            places = {"authorization": "autoriser", "token": "jeton", "userinfo": "qui"}
            said = {f"{name}_endpoint": f"{self.issuer}/{place}" for name, place in places.items()}
            said |= {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/cles"}
            return "application/json", json.dumps(said)
        if path == "/cles":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return "application/json", json.dumps({"keys": [public | {"kid": "k1", "alg": "RS256"}]})
        if path == "/jeton":
            verifier = hashlib.sha256(form["code_verifier"][0].encode()).digest()
            challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
            assert (challenge, form["client_secret"]) == (self.asked["code_challenge"], [SECRET])
            token = self.sign({"sub": "sub-1", "nonce": self.asked["nonce"]})
            said = {"access_token": "acces", "token_type": "Bearer", "id_token": token}
            return "application/json", json.dumps(said)
        if self.is_signed:
            return "application/jwt", self.sign(self.person)
        return "application/json", json.dumps(self.person)

    def sign(self, said):
        """A token for this client, by the key of the provider or by that of a stranger."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **said}
        key = self.stranger if self.is_forged else self.key
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "k1"})


@contextmanager
def open_provider():
    """The provider, while it listens."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.write({})

        def do_POST(self):
            self.write(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def write(self, form):
            kind, body = provider.answer(self.path, form)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
