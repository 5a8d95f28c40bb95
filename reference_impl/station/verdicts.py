"""Images and certificates judged for the blocks, which know no formats: effects in, events out."""

from __future__ import annotations

from ..codecs import firmware_image, signed_firmware
from ..model import effects as fx
from ..model import events as ev


def certificate_event(effect: fx.JudgeCertificate) -> ev.Event:
    """Whether a signing certificate is good."""
    trust = effect.trust
    verdict = signed_firmware.judge_certificate(effect.certificate, trust.roots, trust.revocations, effect.at_ms)
    return ev.CertificateJudged(effect.message_id, verdict)


def image_event(effect: fx.JudgeImage) -> ev.Event:
    """Whether an image can be installed; a signature is checked first, for it covers the whole file."""
    if effect.certificate and not signed_firmware.signature_holds(
        effect.content, effect.signature, effect.certificate
    ):
        return ev.ImageJudged("", "the signature is wrong", signature=False)
    match firmware_image.read(effect.content):
        case firmware_image.Image(version=version):
            return ev.ImageJudged(version, "", signature=True)
        case firmware_image.Problem(sentence=sentence):
            return ev.ImageJudged("", sentence, signature=True)
