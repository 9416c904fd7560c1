# A national system, written against a WSDL of the Hub alone: python zeep over mutual TLS.
import json, sys
from requests import Session
from zeep import Client, Settings
from zeep.exceptions import Fault
from zeep.transports import Transport

wsdl, url, folder, document, number = sys.argv[1:6]


def member(name):
    session = Session()
    # The machine's own trust must not take the place of the one given here.
    session.trust_env = False
    session.verify = folder + "/authority.pem"
    session.cert = folder + "/" + name + ".pem"
    client = Client(wsdl, transport=Transport(session=session), settings=Settings(strict=False))
    return client.create_service("{http://ephyto.ippc.int/}DeliveryServiceSoapBinding", url)


def listed(answer, name):
    # An answer of one element is handed over as what is in it.
    return getattr(answer, name, answer)


zealand, china = member("NZ-MPI"), member("CN-GACC")
content = open(document, encoding="utf-8").read()
header = {"From": "NZ", "To": "CN", "CertificateType": 851, "CertificateStatus": 70, "NPPOCertificateNumber": number}
sent = zealand.ValidateAndDeliverEnvelope(envelope={**header, "Content": content})
waiting = listed(china.GetImportEnvelopeHeaders(), "EnvelopeHeader")
delivery = next(one.hubDeliveryNumber for one in waiting if one.NPPOCertificateNumber == number)
got = china.PULLSingleImportEnvelope(hubTrackingNumber=delivery)
findings = china.ValidatePhytoXML(ePhytoXML=got.Content) or []
china.AcknowledgeEnvelopeReceipt(hubTrackingNumber=delivery)
nppos = listed(zealand.GetActiveNppos(), "Nppo")
told = {
    "sent": sent.HUBTrackingInfo,
    "same": got.Content == content,
    "levels": [one.level for one in findings if one.level == "SEVERE"],
    "state": zealand.GetEnvelopeTrackingInfo(hubTrackingNumber=delivery).HUBTrackingInfo,
    "countries": sorted(one.Country for one in nppos),
}
try:
    china.PULLSingleImportEnvelope(hubTrackingNumber="nothing")
except Fault as fault:
    told["fault"] = fault.message
print(json.dumps(told))
