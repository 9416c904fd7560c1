# A partner's client, written against the WSDL alone: python zeep.
import sys, json, base64, datetime
from zeep import Client
from zeep.wsse.username import UsernameToken
from zeep.exceptions import Fault

url, user, password, port = sys.argv[1:5]
client = Client(url + "?wsdl", wsse=UsernameToken(user, password, use_digest=True), port_name=port)
service = client.service
told = {}
page = service.ListMessages(Limit=10, Type=["certificate"])
told["listed"] = [entry.Envelope.Id for entry in page.Entry]
got = service.GetMessage(Id=told["listed"][0])
certificate = got.Content.Document.SPSCertificate
told["number"] = certificate.SPSExchangedDocument.ID._value_1
raw = service.GetMessage(Id=told["listed"][0], Form="bytes").Content.Bytes
told["bytes"] = base64.b64encode(raw).decode()
name = {"Country": "NZ", "Authority": "NZ-MPI", "Number": "NZ-1"}
told["standing"] = service.GetStatus(Certificate=name).Standing
now = datetime.datetime(2026, 11, 22, 9, 0, 0, tzinfo=datetime.timezone.utc)
def said(number, **more):
    id = "0193e2a0-2222-7000-8000-00000000000" + number
    form = {"Form": "correspondence:1", "Id": id, "Certificate": name, "At": now, "Operator": "Li Wei", **more}
    return {"Id": id, "Content": {"Correspondence": form}}
receipt = service.SubmitVerificationResult(**said("1", Result={"Verdict": "pass", "Remark": "好 & fine"}))
told["new"] = receipt.New
thread = "0193e2a0-2222-7000-8000-00000000000a"
service.OpenInquiry(**said("2", Inquiry={"Thread": thread, "Kind": "request", "Content": "Why?"}))
service.ConfirmReceipt(Id=told["listed"][0], Level="business", Outcome="accepted", At=now)
told["usable"] = service.Validate(Document=raw).Usable
try:
    service.GetMessage(Id="0193e2a0-2222-7000-8000-0000000000ff")
except Fault as fault:
    told["fault"] = fault.message
    told["code"] = fault.detail[0][0].text
print(json.dumps(told))
