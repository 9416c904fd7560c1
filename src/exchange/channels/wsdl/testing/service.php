<?php
// A SoapServer of PHP behind a description: what it is sent it writes down, and what waits it lists.
$password = getenv('SERVICE_PASSWORD');
$said = file_get_contents('php://input');
$text = fn (string $name): string => preg_match("/<(?:\\w+:)?$name(?:\\s[^>]*)?>([^<]*)</", $said, $found) ? $found[1] : '';
$digest = base64_encode(sha1(base64_decode($text('Nonce')) . $text('Created') . $password, true));

class Servico
{
    public function __construct(private bool $isKnown)
    {
    }

    public function EntregarDocumento($entrega)
    {
        if (!$this->isKnown) throw new SoapFault('Client', 'quem es?');
        file_put_contents(getenv('SERVICE_LOG'), json_encode($entrega) . "\n", FILE_APPEND);
        if (($entrega->Cabecalho->Numero ?? '') === 'PROIBIDO')
            throw new SoapFault('Proibido', 'nao aceitamos');
        return ['Situacao' => 'ACEITE', 'Protocolo' => 'P-1'];
    }

    public function ListarPendentes($pedido)
    {
        $items = [];
        foreach (json_decode(getenv('SERVICE_ITEMS'), true) as $item)
            if ((int) $item['Posicao'] > (int) $pedido->Desde) $items[] = $item;
        return ['Item' => array_slice($items, 0, 2)];
    }

    public function ConfirmarRecebimento($pedido)
    {
        file_put_contents(getenv('SERVICE_LOG'), json_encode($pedido) . "\n", FILE_APPEND);
        return ['Ok' => true];
    }
}

$version = getenv('SERVICE_VERSION') === '1.2' ? SOAP_1_2 : SOAP_1_1;
$server = new SoapServer(getenv('SERVICE_WSDL'), ['soap_version' => $version, 'cache_wsdl' => WSDL_CACHE_NONE]);
$server->setObject(new Servico(hash_equals($digest, $text('Password'))));
$server->handle();
