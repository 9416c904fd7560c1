"""A partner's system in another language, written from docs/docking-exchange.md and from nothing else."""

import base64
import hashlib
import json
import sys
import uuid
from datetime import datetime, timezone

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

ECDSA = ec.ECDSA(hashes.SHA256())


def of_kit(name):
    with open(f"{sys.argv[1]}/{name}", "rb") as file:
        return file.read()


FACTS = json.loads(of_kit("kit.json"))
KEY = serialization.load_pem_private_key(of_kit("keys/partner.key.pem"), None)
OWN = x509.load_pem_x509_certificate(of_kit("keys/partner.crt.pem"))
THEIRS = x509.load_pem_x509_certificates(of_kit("keys/installation.crt.pem"))


def url64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_url64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def named(certificate):
    return url64(hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).digest())


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signature(data):
    r, s = decode_dss_signature(KEY.sign(data, ECDSA))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def jws(kind, payload, detached=False):
    """Clauses 2.2 and 4.2."""
    header = url64(canonical({"alg": "ES256", "typ": kind, "x5t#S256": named(OWN)}))
    body = url64(payload)
    return f"{header}.{'' if detached else body}.{url64(signature(f'{header}.{body}'.encode()))}"


def sign(asked):
    """Clause 3.2."""
    body = base64.b64decode(asked["body"])
    covered = {"@method": asked["method"], "@target-uri": asked["url"]}
    headers = {}
    if body:
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        headers["content-digest"] = f"sha-256=:{digest}:"
        covered["content-digest"] = headers["content-digest"]
        covered["content-type"] = asked["headers"]["content-type"]
    names = " ".join(f'"{name}"' for name in covered)
    parameters = (
        f'({names});created={asked["created"]};expires={asked["expires"]};nonce="{asked["nonce"]}"'
        f';keyid="{named(OWN)}";alg="ecdsa-p256-sha256";tag="counterfoil-exchange"'
    )
    lines = [f'"{name}": {value}' for name, value in covered.items()]
    base = "\n".join([*lines, f'"@signature-params": {parameters}'])
    headers["signature-input"] = f"mine={parameters}"
    headers["signature"] = f"mine=:{base64.b64encode(signature(base.encode())).decode()}:"
    return {"headers": headers}


def without_seal(envelope):
    return canonical({name: value for name, value in envelope.items() if name != "seal"})


def seal(asked):
    """Clause 2.2."""
    return {"seal": jws("counterfoil-envelope", without_seal(asked["envelope"]), detached=True)}


def holds(envelope):
    header, _, signed = envelope.get("seal", "..").split(".")
    try:
        stated = json.loads(from_url64(header))
    except ValueError:
        return False
    for certificate in THEIRS:
        if stated != {"alg": "ES256", "typ": "counterfoil-envelope", "x5t#S256": named(certificate)}:
            continue
        raw = from_url64(signed)
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        try:
            certificate.public_key().verify(der, f"{header}.{url64(without_seal(envelope))}".encode(), ECDSA)
            return True
        except InvalidSignature:
            return False
    return False


GIVEN = {}


def receive(asked):
    """Clauses 2.1, 4.1 and 4.2."""
    envelope = asked["message"]["envelope"]
    content = base64.b64decode(asked["message"]["content"])
    if envelope["to"] != FACTS["partner"]:
        return {"refused": "receiver"}
    if hashlib.sha256(content).hexdigest() != envelope["digest"]:
        return {"refused": "digest"}
    if not holds(envelope):
        return {"refused": "seal"}
    if envelope["id"] not in GIVEN:
        receipt = {
            "form": "receipt:1",
            "message": envelope["id"],
            "receipt": str(uuid.uuid4()),
            "from": FACTS["partner"],
            "to": envelope["from"],
            "level": "technical",
            "outcome": "accepted",
            "digest": envelope["digest"],
            "findings": [],
            "at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        GIVEN[envelope["id"]] = jws("counterfoil-receipt", canonical(receipt))
    return {"receipt": GIVEN[envelope["id"]]}


def sign_report(asked):
    """Clause 8.1."""
    return {"jws": jws(asked["type"], base64.b64decode(asked["payload"]))}


ACTS = {"sign": sign, "seal": seal, "receive": receive, "sign-report": sign_report}
for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({"number": question["number"], **ACTS[question["act"]](question)}), flush=True)
