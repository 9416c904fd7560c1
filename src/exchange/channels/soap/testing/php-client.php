<?php
// A partner's client, written against the WSDL alone: PHP SoapClient.
[, $url, $user, $password, $version] = $argv;
$wsse = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
$wsu = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
$options = [
    'soap_version' => $version === '1.2' ? SOAP_1_2 : SOAP_1_1, 'cache_wsdl' => WSDL_CACHE_NONE, 'exceptions' => true,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS, 'location' => $url,
];
$client = new SoapClient($url . '?wsdl', $options);
function call($client, $name, $request) {
    global $wsse, $wsu, $user, $password;
    $nonce = random_bytes(16);
    $created = gmdate('Y-m-d\TH:i:s\Z');
    $digest = base64_encode(sha1($nonce . $created . $password, true));
    $profile = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';
    $xml = '<wsse:Security xmlns:wsse="' . $wsse . '" xmlns:wsu="' . $wsu . '"><wsse:UsernameToken>'
        . '<wsse:Username>' . $user . '</wsse:Username><wsse:Password Type="' . $profile . 'username-token-profile-1.0#PasswordDigest">' . $digest . '</wsse:Password>'
        . '<wsse:Nonce EncodingType="' . $profile . 'soap-message-security-1.0#Base64Binary">' . base64_encode($nonce) . '</wsse:Nonce>'
        . '<wsu:Created>' . $created . '</wsu:Created></wsse:UsernameToken></wsse:Security>';
    $header = new SoapHeader($wsse, 'Security', new SoapVar($xml, XSD_ANYXML), true);
    return $client->__soapCall($name, [$request], null, [$header]);
}
$told = [];
$page = call($client, 'ListMessages', ['Limit' => 10, 'Type' => ['certificate']]);
$told['listed'] = array_map(fn($entry) => $entry->Envelope->Id, $page->Entry);
$got = call($client, 'GetMessage', ['Id' => $told['listed'][0]]);
$told['number'] = $got->Content->Document->SPSCertificate->SPSExchangedDocument->ID->_;
$raw = call($client, 'GetMessage', ['Id' => $told['listed'][0], 'Form' => 'bytes'])->Content->Bytes;
$told['bytes'] = base64_encode($raw);
$name = ['Country' => 'NZ', 'Authority' => 'NZ-MPI', 'Number' => 'NZ-1'];
$told['standing'] = call($client, 'GetStatus', ['Certificate' => $name])->Standing;
$now = '2026-11-22T09:00:00Z';
function said($number, $more) {
    global $name, $now;
    $id = '0193e2a0-2222-7000-8000-00000000000' . $number;
    $form = ['Form' => 'correspondence:1', 'Id' => $id, 'Certificate' => $name, 'At' => $now, 'Operator' => 'Li Wei'] + $more;
    return ['Id' => $id, 'Content' => ['Correspondence' => $form]];
}
$result = said('1', ['Result' => ['Verdict' => 'pass', 'Remark' => '好 & fine']]);
$told['new'] = call($client, 'SubmitVerificationResult', $result)->Receipt->New;
$thread = '0193e2a0-2222-7000-8000-00000000000a';
call($client, 'OpenInquiry', said('2', ['Inquiry' => ['Thread' => $thread, 'Kind' => 'request', 'Content' => 'Why?']]));
call($client, 'ConfirmReceipt', ['Id' => $told['listed'][0], 'Level' => 'business', 'Outcome' => 'accepted', 'At' => $now]);
$told['usable'] = call($client, 'Validate', ['Document' => $raw])->Usable;
try {
    call($client, 'GetMessage', ['Id' => '0193e2a0-2222-7000-8000-0000000000ff']);
} catch (SoapFault $fault) {
    $told['fault'] = $fault->getMessage();
    $told['code'] = $fault->detail->Fault->Code;
}
echo json_encode($told);
