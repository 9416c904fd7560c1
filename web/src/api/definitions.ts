// Written by `npm run generate` from the table of routes; do not change it by hand.

/** Method and path of every operation of the API. */
export const PATHS = {
  'open-session': ['POST', '/v1/sessions'],
  'close-session': ['DELETE', '/v1/sessions'],
  'list-sessions': ['GET', '/v1/sessions'],
  'open-session-by-passkey': ['POST', '/v1/sessions/passkey'],
  'open-session-by-certificate': ['POST', '/v1/sessions/certificate'],
  'step-up': ['POST', '/v1/sessions/step-up'],
  'show-caller': ['GET', '/v1/me'],
  'change-caller': ['POST', '/v1/me'],
  'change-password': ['POST', '/v1/me/password'],
  'close-one-session': ['DELETE', '/v1/sessions/{id}'],
  'close-other-sessions': ['POST', '/v1/sessions/close-others'],
  'list-factors': ['GET', '/v1/me/factors'],
  'begin-codes': ['POST', '/v1/me/codes'],
  'remove-codes': ['DELETE', '/v1/me/codes'],
  'confirm-codes': ['POST', '/v1/me/codes/confirm'],
  'renew-recovery-codes': ['POST', '/v1/me/codes/recovery'],
  'ask-for-passkey': ['POST', '/v1/passkeys/options'],
  'begin-passkey': ['POST', '/v1/me/passkeys/options'],
  'register-passkey': ['POST', '/v1/me/passkeys'],
  'name-passkey': ['POST', '/v1/me/passkeys/{id}'],
  'remove-passkey': ['DELETE', '/v1/me/passkeys/{id}'],
  'bind-own-certificate': ['POST', '/v1/me/certificates'],
  'remove-own-certificate': ['DELETE', '/v1/me/certificates/{id}'],
  'grant-token': ['POST', '/v1/token'],
  'list-credentials': ['GET', '/v1/accounts/{id}/credentials'],
  'add-key': ['POST', '/v1/accounts/{id}/keys'],
  'bind-certificate': ['POST', '/v1/accounts/{id}/certificates'],
  'remove-credential': ['DELETE', '/v1/accounts/{id}/credentials/{credential}'],
  'forget-factors': ['POST', '/v1/accounts/{id}/forget-factors'],
  'forget-codes': ['DELETE', '/v1/accounts/{id}/codes'],
  'list-organisations': ['GET', '/v1/organisations'],
  'add-organisation': ['POST', '/v1/organisations'],
  'read-organisation': ['GET', '/v1/organisations/{key}'],
  'change-organisation': ['POST', '/v1/organisations/{key}/changes'],
  'read-organisation-history': ['GET', '/v1/organisations/{key}/history'],
  'list-offices': ['GET', '/v1/offices'],
  'add-office': ['POST', '/v1/offices'],
  'read-office': ['GET', '/v1/offices/{key}'],
  'change-office': ['POST', '/v1/offices/{key}/changes'],
  'read-office-history': ['GET', '/v1/offices/{key}/history'],
  'search-people': ['GET', '/v1/accounts'],
  'invite-person': ['POST', '/v1/accounts'],
  'read-person': ['GET', '/v1/accounts/{id}'],
  'change-person': ['POST', '/v1/accounts/{id}/changes'],
  'invite-again': ['POST', '/v1/accounts/{id}/invitation'],
  'read-person-history': ['GET', '/v1/accounts/{id}/history'],
  'assign-role': ['POST', '/v1/accounts/{id}/assignments'],
  'end-assignment': ['POST', '/v1/assignments/{id}/end'],
  'list-own-assignments': ['GET', '/v1/me/assignments'],
  'list-capacities': ['GET', '/v1/me/capacities'],
  'choose-capacity': ['POST', '/v1/me/capacity'],
  'delegate-roles': ['POST', '/v1/me/delegations'],
  'list-colleagues': ['GET', '/v1/colleagues'],
  'accept-invitation': ['POST', '/v1/invitations/accept'],
  'lodge-joining': ['POST', '/v1/joining/applications'],
  'search-joinings': ['GET', '/v1/joining/applications'],
  'follow-joining': ['POST', '/v1/joining/status'],
  'answer-joining': ['POST', '/v1/joining/answers'],
  'collect-invitations': ['POST', '/v1/joining/invitations'],
  'read-joining': ['GET', '/v1/joining/applications/{id}'],
  'read-joining-history': ['GET', '/v1/joining/applications/{id}/history'],
  'read-joining-document': ['GET', '/v1/joining/applications/{id}/documents/{document}'],
  'act-on-joining': ['POST', '/v1/joining/applications/{id}/actions/{action}'],
  'search-audit': ['GET', '/v1/audit'],
  'export-audit': ['GET', '/v1/audit/export'],
  'prove-audit-entry': ['GET', '/v1/audit/{id}/proof'],
  'lodge-certificate': ['POST', '/v1/certificates'],
  'search-certificates': ['GET', '/v1/certificates'],
  'export-certificates': ['GET', '/v1/certificates/export'],
  'find-certificate': ['GET', '/v1/certificates/by-number/{country}/{number}'],
  'read-certificate': ['GET', '/v1/certificates/{id}'],
  'read-document': ['GET', '/v1/certificates/{id}/document'],
  'read-sealed': ['GET', '/v1/certificates/{id}/xml'],
  'read-bundle': ['GET', '/v1/certificates/{id}/bundle'],
  'read-face': ['GET', '/v1/certificates/{id}/face'],
  'read-security-code': ['GET', '/v1/certificates/{id}/security-code'],
  'read-older': ['GET', '/v1/certificates/{id}/older'],
  'read-history': ['GET', '/v1/certificates/{id}/history'],
  'read-receipt': ['GET', '/v1/certificates/{id}/receipt'],
  'read-proof': ['GET', '/v1/certificates/{id}/proof'],
  'read-paper': ['GET', '/v1/certificates/{id}/pdf'],
  'read-paper-picture': ['GET', '/v1/certificates/{id}/paper.svg'],
  'print-certificate': ['POST', '/v1/certificates/{id}/print'],
  'read-status-list': ['GET', '/status/{authority}/{list}'],
  'verify-paper': ['POST', '/v1/verify/paper'],
  'list-actions': ['GET', '/v1/certificates/{id}/actions'],
  'take-action': ['POST', '/v1/certificates/{id}/actions/{action}'],
  'enter-draft': ['POST', '/v1/certificates/drafts'],
  'revise-draft': ['POST', '/v1/certificates/{id}/draft'],
  'list-models': ['GET', '/v1/models'],
  'read-model': ['GET', '/v1/models/{model}'],
  'check-form': ['POST', '/v1/models/{model}/check'],
  'search-applications': ['GET', '/v1/applications'],
  'begin-application': ['POST', '/v1/applications'],
  'read-application': ['GET', '/v1/applications/{id}'],
  'preview-application': ['GET', '/v1/applications/{id}/preview'],
  'application-history': ['GET', '/v1/applications/{id}/history'],
  'save-application': ['POST', '/v1/applications/{id}/form'],
  'attach-to-application': ['POST', '/v1/applications/{id}/attachments'],
  'keep-working-copy': ['POST', '/v1/applications/{id}/working-copy'],
  'discard-working-copy': ['POST', '/v1/applications/{id}/working-copy/discard'],
  'sign-application': ['POST', '/v1/applications/{id}/actions/sign'],
  'act-on-application': ['POST', '/v1/applications/{id}/actions/{action}'],
  'sheet-template': ['GET', '/v1/models/{model}/template'],
  'preview-batch': ['POST', '/v1/models/{model}/batches/preview'],
  'enter-batch': ['POST', '/v1/models/{model}/batches'],
  'list-batches': ['GET', '/v1/batches'],
  'list-running-batches': ['GET', '/v1/batches/running'],
  'read-batch': ['GET', '/v1/batches/{id}'],
  'post-partner-message': ['POST', '/exchange/v1/messages'],
  'list-partner-messages': ['GET', '/exchange/v1/messages'],
  'get-partner-message': ['GET', '/exchange/v1/messages/{id}'],
  'receipt-partner-message': ['POST', '/exchange/v1/messages/{id}/receipts'],
  'list-results': ['GET', '/v1/certificates/{id}/results'],
  'give-result': ['POST', '/v1/certificates/{id}/results'],
  'read-result': ['GET', '/v1/results/{id}'],
  'list-refusal-reasons': ['GET', '/v1/refusal-reasons'],
  'upload-attachment': ['POST', '/v1/attachments'],
  'read-attachment': ['GET', '/v1/attachments/{id}'],
  'list-inquiries': ['GET', '/v1/inquiries'],
  'open-inquiry': ['POST', '/v1/certificates/{id}/inquiries'],
  'read-inquiry': ['GET', '/v1/inquiries/{id}'],
  'write-message': ['POST', '/v1/inquiries/{id}/messages'],
  'close-inquiry': ['POST', '/v1/inquiries/{id}/close'],
  'extend-inquiry': ['POST', '/v1/inquiries/{id}/due'],
  'list-tasks': ['GET', '/v1/tasks'],
  'act-on-task': ['POST', '/v1/tasks/{id}/actions/{action}'],
  'export-inquiry-page': ['GET', '/v1/inquiries/{id}/record'],
  'export-inquiry-data': ['GET', '/v1/inquiries/{id}/record.json'],
  'show-desk': ['GET', '/v1/desk'],
  'note-visit': ['POST', '/v1/desk/visits'],
  'show-notice-preference': ['GET', '/v1/notices/preference'],
  'keep-notice-preference': ['POST', '/v1/notices/preference'],
  'follow-changes': ['GET', '/v1/live'],
  'list-dialects': ['GET', '/v1/dialects'],
  'translate-document': ['POST', '/v1/translate'],
  'count-declarations': ['GET', '/v1/declarations/counts'],
  'read-declaration-content': ['GET', '/v1/declarations/{id}/versions/{revision}/content'],
  'lodge-declaration': ['POST', '/v1/declarations'],
  'search-declarations': ['GET', '/v1/declarations'],
  'amend-declaration': ['POST', '/v1/declarations/{id}/versions'],
  'ask-what-if': ['POST', '/v1/declarations/what-if'],
  'read-declaration': ['GET', '/v1/declarations/{id}'],
  'declaration-history': ['GET', '/v1/declarations/{id}/history'],
  'compare-declaration': ['GET', '/v1/declarations/{id}/comparison'],
  'withdraw-declaration': ['POST', '/v1/declarations/{id}/actions/withdraw'],
  'finalise-declaration': ['POST', '/v1/declarations/{id}/actions/finalise'],
  'overrule-declaration': ['POST', '/v1/declarations/{id}/actions/overrule'],
  'confirm-overrule-declaration': ['POST', '/v1/declarations/{id}/actions/confirm-overrule'],
  'decline-overrule-declaration': ['POST', '/v1/declarations/{id}/actions/decline-overrule'],
  'propose-annul-declaration': ['POST', '/v1/declarations/{id}/actions/propose-annul'],
  'confirm-annul-declaration': ['POST', '/v1/declarations/{id}/actions/confirm-annul'],
  'decline-annul-declaration': ['POST', '/v1/declarations/{id}/actions/decline-annul'],
  'inquire-declaration': ['POST', '/v1/declarations/{id}/actions/inquire'],
  'list-decisions': ['GET', '/v1/declarations/{id}/decisions'],
  'read-decision': ['GET', '/v1/declarations/{id}/decisions/{place}'],
  'replay-decision': ['GET', '/v1/declarations/{id}/decisions/{place}/replay'],
  'follow-decisions': ['GET', '/v1/decisions'],
  'read-balance': ['GET', '/v1/balances/{country}/{authority}/{number}'],
  'list-balance-movements': ['GET', '/v1/balances/{country}/{authority}/{number}/movements'],
  'propose-balance-correction': ['POST', '/v1/balances/{country}/{authority}/{number}/corrections'],
  'list-balance-corrections': ['GET', '/v1/balance-corrections'],
  'read-balance-correction': ['GET', '/v1/balance-corrections/{id}'],
  'decide-balance-correction': ['POST', '/v1/balance-corrections/{id}/actions/{action}'],
  'validate-document': ['POST', '/v1/validate'],
  'verify-seal': ['POST', '/v1/verify'],
  'check-certificate': ['POST', '/v1/public/certificates'],
  'read-checkpoint': ['GET', '/log/checkpoint'],
  'read-tile': ['GET', '/log/tile/{path}'],
  'prove-inclusion': ['GET', '/v1/log/inclusion'],
  'prove-consistency': ['GET', '/v1/log/consistency'],
  'list-schemas': ['GET', '/v1/schemas'],
  'read-schema': ['GET', '/v1/schemas/{path}'],
  'list-parameters': ['GET', '/v1/parameters'],
  'read-parameter': ['GET', '/v1/parameters/{parameter}'],
  'preview-parameter-change': ['POST', '/v1/parameters/{parameter}/preview'],
  'parameter-sheet': ['GET', '/v1/parameters/{parameter}/sheet'],
  'read-parameter-sheet': ['POST', '/v1/parameters/{parameter}/sheet'],
  'propose-parameter-change': ['POST', '/v1/parameters/{parameter}/changes'],
  'list-parameter-changes': ['GET', '/v1/parameter-changes'],
  'read-parameter-change': ['GET', '/v1/parameter-changes/{id}'],
  'decide-parameter-change': ['POST', '/v1/parameter-changes/{id}/actions/{action}'],
  'check-rule-table': ['POST', '/v1/rule-tables/check'],
  'write-test-case': ['GET', '/v1/rule-tables/written-case'],
  'begin-simulation': ['POST', '/v1/simulations'],
  'list-simulations': ['GET', '/v1/simulations'],
  'read-simulation': ['GET', '/v1/simulations/{id}'],
  'stop-simulation': ['DELETE', '/v1/simulations/{id}'],
  'list-rule-packs': ['GET', '/v1/rule-packs'],
  'propose-rule-pack': ['POST', '/v1/rule-packs/{name}/proposals'],
  'compare-shadow-rules': ['GET', '/v1/shadow-rules'],
  'list-agreements': ['GET', '/v1/agreements'],
  'list-announcements': ['GET', '/v1/announcements'],
  'mark-announcement': ['POST', '/v1/announcements/{announcement}/read'],
  'list-keys': ['GET', '/v1/keys'],
  'propose-key-change': ['POST', '/v1/keys/changes'],
  'read-exchange-board': ['GET', '/v1/exchange/board'],
  'list-crossings': ['GET', '/v1/exchange/crossings'],
  'list-deliveries': ['GET', '/v1/exchange/deliveries'],
  'read-delivery': ['GET', '/v1/exchange/deliveries/{id}'],
  'read-delivery-content': ['GET', '/v1/exchange/deliveries/{id}/content'],
  'act-on-delivery': ['POST', '/v1/exchange/deliveries/{id}/acts'],
  'list-arrivals': ['GET', '/v1/exchange/arrivals'],
  'read-arrival': ['GET', '/v1/exchange/arrivals/{id}'],
  'read-arrival-content': ['GET', '/v1/exchange/arrivals/{id}/content'],
  'report-forgery': ['POST', '/v1/forgeries'],
  'list-forgeries': ['GET', '/v1/forgeries'],
  'follow-forgery': ['POST', '/v1/forgeries/follow'],
  'warn-of-forgery': ['GET', '/v1/forgeries/warnings'],
  'show-forgery-trends': ['GET', '/v1/forgeries/trends'],
  'read-forgery': ['GET', '/v1/forgeries/{id}'],
  'read-forgery-photograph': ['GET', '/v1/forgeries/{id}/photographs/{place}'],
  'act-on-forgery': ['POST', '/v1/forgeries/{id}/actions/{action}'],
  'read-figures': ['GET', '/v1/figures'],
  'read-public-figures': ['GET', '/v1/figures/public'],
  'read-verification-figures': ['GET', '/v1/verification-figures'],
  'describe-web-service': ['GET', '/soap/{service}'],
  'call-web-service': ['POST', '/soap/{service}'],
  'describe-hub': ['GET', '/hub/DeliveryService'],
  'call-hub': ['POST', '/hub/DeliveryService'],
  'show-status': ['GET', '/v1/status'],
  'show-health': ['GET', '/health'],
  'show-readiness': ['GET', '/ready'],
  'show-metrics': ['GET', '/metrics'],
  'read-trust': ['GET', '/verify/trust.json'],
  'read-openapi': ['GET', '/openapi.json'],
} as const;

/** What each operation is given and answers; `Blob` where that is no JSON. */
export interface Operations {
  'open-session': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      login: string;
      password: string;
      code?: string;
      cookie?: boolean;
    };
    readonly answer: {
      token?: string;
      expires: string;
      caller: {
        actor: string;
        name: string;
        kind?: string;
        roles: string[];
        permissions: string[];
        scope: {
          kind: string;
          country?: string;
          authority?: string;
          office?: string;
        };
        behalf?: string;
        language?: string;
        factors?: string[];
        provedUntil?: string;
        session?: {
          id: string;
          kind: string;
          factors: string[];
          expires: string;
        };
      };
    };
  };
  'close-session': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'list-sessions': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        kind: string;
        label?: string;
        created: string;
        seen?: string;
        expires: string;
        factors: string[];
        network?: string;
        agent?: string;
        current: boolean;
      }[];
    };
  };
  'open-session-by-passkey': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      response: {
        id: string;
        rawId: string;
        type: 'public-key';
        authenticatorAttachment?: 'platform' | 'cross-platform';
        clientExtensionResults: {
          [k: string]: unknown;
        };
        response: {
          clientDataJSON: string;
          authenticatorData: string;
          signature: string;
          userHandle?: string | null;
        };
      };
      cookie?: boolean;
    };
    readonly answer: {
      token?: string;
      expires: string;
      caller: {
        actor: string;
        name: string;
        kind?: string;
        roles: string[];
        permissions: string[];
        scope: {
          kind: string;
          country?: string;
          authority?: string;
          office?: string;
        };
        behalf?: string;
        language?: string;
        factors?: string[];
        provedUntil?: string;
        session?: {
          id: string;
          kind: string;
          factors: string[];
          expires: string;
        };
      };
    };
  };
  'open-session-by-certificate': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      cookie?: boolean;
    };
    readonly answer: {
      token?: string;
      expires: string;
      caller: {
        actor: string;
        name: string;
        kind?: string;
        roles: string[];
        permissions: string[];
        scope: {
          kind: string;
          country?: string;
          authority?: string;
          office?: string;
        };
        behalf?: string;
        language?: string;
        factors?: string[];
        provedUntil?: string;
        session?: {
          id: string;
          kind: string;
          factors: string[];
          expires: string;
        };
      };
    };
  };
  'step-up': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      password?: string;
      code?: string;
      passkey?: {
        id: string;
        rawId: string;
        type: 'public-key';
        authenticatorAttachment?: 'platform' | 'cross-platform';
        clientExtensionResults: {
          [k: string]: unknown;
        };
        response: {
          clientDataJSON: string;
          authenticatorData: string;
          signature: string;
          userHandle?: string | null;
        };
      };
      certificate?: true;
    };
    readonly answer: {
      provedUntil: string;
    };
  };
  'show-caller': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      actor: string;
      name: string;
      kind?: string;
      roles: string[];
      permissions: string[];
      scope: {
        kind: string;
        country?: string;
        authority?: string;
        office?: string;
      };
      behalf?: string;
      language?: string;
      factors?: string[];
      provedUntil?: string;
      session?: {
        id: string;
        kind: string;
        factors: string[];
        expires: string;
      };
    };
  };
  'change-caller': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
    };
    readonly answer: undefined;
  };
  'change-password': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      current: string;
      password: string;
    };
    readonly answer: undefined;
  };
  'close-one-session': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'close-other-sessions': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      closed: number;
    };
  };
  'list-factors': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      password: boolean;
      codes?: {
        confirmed: string;
        recoveryCodes: number;
      };
      passkeys: {
        id: string;
        name: string;
        synced: boolean;
        created: string;
        used?: string;
      }[];
      certificates: {
        id: string;
        fingerprint: string;
        subject: string;
        issuer: string;
        serial: string;
        ends: string;
        created: string;
      }[];
    };
  };
  'begin-codes': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      secret: string;
      uri: string;
    };
  };
  'remove-codes': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'confirm-codes': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      code: string;
    };
    readonly answer: {
      recoveryCodes: string[];
    };
  };
  'renew-recovery-codes': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      recoveryCodes: string[];
    };
  };
  'ask-for-passkey': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      [k: string]: unknown;
    };
  };
  'begin-passkey': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      [k: string]: unknown;
    };
  };
  'register-passkey': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      name: string;
      response: {
        id: string;
        rawId: string;
        type: 'public-key';
        authenticatorAttachment?: 'platform' | 'cross-platform';
        clientExtensionResults: {
          [k: string]: unknown;
        };
        response: {
          clientDataJSON: string;
          attestationObject: string;
          authenticatorData?: string;
          publicKey?: string;
          publicKeyAlgorithm?: number;
          /**
           * @maxItems 10
           */
          transports?: string[];
        };
      };
    };
    readonly answer: {
      id: string;
    };
  };
  'name-passkey': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      name: string;
    };
    readonly answer: undefined;
  };
  'remove-passkey': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'bind-own-certificate': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      fingerprint: string;
      subject: string;
      issuer: string;
      serial: string;
      ends: string;
      created: string;
    };
  };
  'remove-own-certificate': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'grant-token': {
    readonly path: {};
    readonly query: {};
    readonly body:
      | Blob
      | {
          grant_type: 'client_credentials';
          client_id?: string;
          client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
          client_assertion?: string;
          scope?: string;
        };
    readonly answer: {
      access_token: string;
      token_type: string;
      expires_in: number;
      scope: string;
    };
  };
  'list-credentials': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      keys: {
        id: string;
        label: string;
        thumbprint: string;
        created: string;
        expires: string;
      }[];
      password: boolean;
      codes?: {
        confirmed: string;
        recoveryCodes: number;
      };
      passkeys: {
        id: string;
        name: string;
        synced: boolean;
        created: string;
        used?: string;
      }[];
      certificates: {
        id: string;
        fingerprint: string;
        subject: string;
        issuer: string;
        serial: string;
        ends: string;
        created: string;
      }[];
    };
  };
  'add-key': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      jwk: {
        [k: string]: unknown;
      };
      label: string;
      expires: string;
    };
    readonly answer: {
      id: string;
      label: string;
      thumbprint: string;
      created: string;
      expires: string;
    };
  };
  'bind-certificate': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      certificate: string;
    };
    readonly answer: {
      id: string;
      fingerprint: string;
      subject: string;
      issuer: string;
      serial: string;
      ends: string;
      created: string;
    };
  };
  'remove-credential': {
    readonly path: {
      id: string;
      credential: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'forget-factors': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'forget-codes': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'list-organisations': {
    readonly path: {};
    readonly query: {
      kind?: 'authority' | 'district' | 'trader' | 'carrier' | 'partner';
      country?: string;
      state?: 'active' | 'suspended';
      text?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        key: string;
        kind: string;
        country: string;
        title: {
          en?: string;
          zh?: string;
          fr?: string;
          es?: string;
          ru?: string;
          ar?: string;
        };
        state: string;
        host: boolean;
        contact?: {
          person?: string;
          email?: string;
          telephone?: string;
          address?: string;
        };
        version: number;
      }[];
      next?: string;
    };
  };
  'add-organisation': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      key: string;
      kind: 'district' | 'trader' | 'carrier' | 'partner';
      title: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      contact?: {
        person?: string;
        email?: string;
        telephone?: string;
        address?: string;
      };
    };
    readonly answer: {
      key: string;
      kind: string;
      country: string;
      title: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      state: string;
      host: boolean;
      contact?: {
        person?: string;
        email?: string;
        telephone?: string;
        address?: string;
      };
      version: number;
    };
  };
  'read-organisation': {
    readonly path: {
      key: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      key: string;
      kind: string;
      country: string;
      title: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      state: string;
      host: boolean;
      contact?: {
        person?: string;
        email?: string;
        telephone?: string;
        address?: string;
      };
      version: number;
    };
  };
  'change-organisation': {
    readonly path: {
      key: string;
    };
    readonly query: {};
    readonly body: {
      title?: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      contact?: {
        person?: string;
        email?: string;
        telephone?: string;
        address?: string;
      };
      state?: 'active' | 'suspended';
      host?: boolean;
    };
    readonly answer: {
      key: string;
      kind: string;
      country: string;
      title: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      state: string;
      host: boolean;
      contact?: {
        person?: string;
        email?: string;
        telephone?: string;
        address?: string;
      };
      version: number;
    };
  };
  'read-organisation-history': {
    readonly path: {
      key: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        at: string;
        kind: string;
        actor: string;
        behalf?: string;
        details: unknown;
        leaf: string;
        opening: unknown;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'list-offices': {
    readonly path: {};
    readonly query: {
      authority?: string;
      parent?: string;
      kind?: 'administration' | 'bureau' | 'branch' | 'local';
      text?: string;
      closed?: boolean;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        key: string;
        authority: string;
        parent?: string;
        kind: string;
        title: {
          en?: string;
          zh?: string;
          fr?: string;
          es?: string;
          ru?: string;
          ar?: string;
        };
        names: string[];
        below: number;
        closed?: string;
        version: number;
      }[];
      next?: string;
    };
  };
  'add-office': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      key: string;
      authority: string;
      parent?: string;
      kind: 'administration' | 'bureau' | 'branch' | 'local';
      title: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      /**
       * @maxItems 50
       */
      names?: string[];
    };
    readonly answer: {
      key: string;
      authority: string;
      parent?: string;
      kind: string;
      title: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      names: string[];
      below: number;
      closed?: string;
      version: number;
    };
  };
  'read-office': {
    readonly path: {
      key: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      key: string;
      authority: string;
      parent?: string;
      kind: string;
      title: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      names: string[];
      below: number;
      closed?: string;
      version: number;
    };
  };
  'change-office': {
    readonly path: {
      key: string;
    };
    readonly query: {};
    readonly body: {
      parent?: string | null;
      kind?: 'administration' | 'bureau' | 'branch' | 'local';
      title?: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      /**
       * @maxItems 50
       */
      names?: string[];
      closed?: boolean;
    };
    readonly answer: {
      key: string;
      authority: string;
      parent?: string;
      kind: string;
      title: {
        en?: string;
        zh?: string;
        fr?: string;
        es?: string;
        ru?: string;
        ar?: string;
      };
      names: string[];
      below: number;
      closed?: string;
      version: number;
    };
  };
  'read-office-history': {
    readonly path: {
      key: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        at: string;
        kind: string;
        actor: string;
        behalf?: string;
        details: unknown;
        leaf: string;
        opening: unknown;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'search-people': {
    readonly path: {};
    readonly query: {
      text?: string;
      office?: string;
      authority?: string;
      organisation?: string;
      state?: 'invited' | 'active' | 'suspended' | 'expired';
      role?:
        | 'reader'
        | 'official'
        | 'clerk'
        | 'officer'
        | 'supervisor'
        | 'registrar'
        | 'steward'
        | 'approver'
        | 'auditor'
        | 'declarant'
        | 'inspector'
        | 'chief-inspector'
        | 'administrator';
      expiresBefore?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        login: string;
        name: string;
        kind: string;
        authority?: string;
        organisation?: string;
        office?: string;
        roles: string[];
        language?: string;
        email?: string;
        expires?: string;
        created: string;
        state: string;
        tag: string;
      }[];
      next?: string;
    };
  };
  'invite-person': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      login?: string;
      name: string;
      email?: string;
      language?: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
      authority?: string;
      organisation?: string;
      office?: string;
      /**
       * @maxItems 10
       */
      roles: (
        | 'reader'
        | 'official'
        | 'clerk'
        | 'officer'
        | 'supervisor'
        | 'registrar'
        | 'steward'
        | 'approver'
        | 'auditor'
        | 'declarant'
        | 'inspector'
        | 'chief-inspector'
        | 'administrator'
      )[];
      expires?: string;
    };
    readonly answer: {
      person: {
        id: string;
        login: string;
        name: string;
        kind: string;
        authority?: string;
        organisation?: string;
        office?: string;
        roles: string[];
        language?: string;
        email?: string;
        expires?: string;
        created: string;
        state: string;
        tag: string;
      };
      invitation: {
        token: string;
        expires: string;
      };
    };
  };
  'read-person': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      login: string;
      name: string;
      kind: string;
      authority?: string;
      organisation?: string;
      office?: string;
      roles: string[];
      language?: string;
      email?: string;
      expires?: string;
      created: string;
      state: string;
      tag: string;
      assignments: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      delegated: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'change-person': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      name?: string;
      email?: string;
      language?: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
      office?: string;
      /**
       * @maxItems 10
       */
      roles?: (
        | 'reader'
        | 'official'
        | 'clerk'
        | 'officer'
        | 'supervisor'
        | 'registrar'
        | 'steward'
        | 'approver'
        | 'auditor'
        | 'declarant'
        | 'inspector'
        | 'chief-inspector'
        | 'administrator'
      )[];
      expires?: string;
      suspended?: boolean;
    };
    readonly answer: {
      id: string;
      login: string;
      name: string;
      kind: string;
      authority?: string;
      organisation?: string;
      office?: string;
      roles: string[];
      language?: string;
      email?: string;
      expires?: string;
      created: string;
      state: string;
      tag: string;
      assignments: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      delegated: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'invite-again': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      token: string;
      expires: string;
    };
  };
  'read-person-history': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        at: string;
        kind: string;
        actor: string;
        behalf?: string;
        details: unknown;
        leaf: string;
        opening: unknown;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'assign-role': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      role:
        | 'reader'
        | 'official'
        | 'clerk'
        | 'officer'
        | 'supervisor'
        | 'registrar'
        | 'steward'
        | 'approver'
        | 'auditor'
        | 'declarant'
        | 'inspector'
        | 'chief-inspector'
        | 'administrator';
      office?: string;
      starts?: string;
      ends?: string;
    };
    readonly answer: {
      id: string;
      login: string;
      name: string;
      kind: string;
      authority?: string;
      organisation?: string;
      office?: string;
      roles: string[];
      language?: string;
      email?: string;
      expires?: string;
      created: string;
      state: string;
      tag: string;
      assignments: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      delegated: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'end-assignment': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'list-own-assignments': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      assignments: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      delegated: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'list-capacities': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        roles: string[];
        office?: string;
        behalf?: string;
        behalfName?: string;
        current: boolean;
      }[];
    };
  };
  'choose-capacity': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      office?: string;
      behalf?: string;
    };
    readonly answer: {
      items: {
        roles: string[];
        office?: string;
        behalf?: string;
        behalfName?: string;
        current: boolean;
      }[];
    };
  };
  'delegate-roles': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      to: string;
      /**
       * @minItems 1
       * @maxItems 20
       */
      roles: {
        role:
          | 'reader'
          | 'official'
          | 'clerk'
          | 'officer'
          | 'supervisor'
          | 'registrar'
          | 'steward'
          | 'approver'
          | 'auditor'
          | 'declarant'
          | 'inspector'
          | 'chief-inspector'
          | 'administrator';
        office?: string;
      }[];
      ends: string;
    };
    readonly answer: {
      assignments: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      delegated: {
        id: string;
        holder: string;
        role: string;
        office?: string;
        starts: string;
        ends?: string;
        ended?: string;
        behalf?: string;
        givenBy: string;
        state: string;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'list-colleagues': {
    readonly path: {};
    readonly query: {
      text?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        name: string;
        office?: string;
      }[];
      next?: string;
    };
  };
  'accept-invitation': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      token: string;
      password: string;
    };
    readonly answer: {
      login: string;
    };
  };
  'lodge-joining': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      application: {
        kind: 'authority' | 'embassy' | 'trader' | 'carrier' | 'partner';
        country: string;
        name: string;
        englishName?: string;
        contact: {
          name: string;
          email: string;
          telephone?: string;
          language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
        };
        purpose: string;
        /**
         * @minItems 1
         * @maxItems 50
         */
        officials: {
          name: string;
          email: string;
          language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
          administers: boolean;
        }[];
      };
      document?: {
        name: string;
        content: string;
      };
    };
    readonly answer: {
      reference: string;
      code: string;
    };
  };
  'search-joinings': {
    readonly path: {};
    readonly query: {
      country?: string;
      kind?: string;
      reference?: string;
      name?: string;
      state?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        number: string;
        version: number;
        state: string;
        body: {
          kind: 'authority' | 'embassy' | 'trader' | 'carrier' | 'partner';
          country: string;
          name: string;
          englishName?: string;
          contact: {
            name: string;
            email: string;
            telephone?: string;
            language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
          };
          purpose: string;
          /**
           * @minItems 1
           * @maxItems 50
           */
          officials: {
            name: string;
            email: string;
            language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
            administers: boolean;
          }[];
          lodged: string;
          documents: {
            id: string;
            name: string;
            mediaType: string;
            size: number;
            digest: string;
          }[];
          thread: {
            by: string;
            at: string;
            text: string;
          }[];
          decision?: {
            at: string;
            reason?: string;
            organisation?: string;
          };
        };
        created: string;
        updated: string;
        actions?: string[];
      }[];
      next?: string;
    };
  };
  'follow-joining': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      reference: string;
      code: string;
    };
    readonly answer: {
      reference: string;
      state: string;
      kind: string;
      country: string;
      name: string;
      lodged: string;
      updated: string;
      officials: unknown[];
      documents: {
        name: string;
        mediaType: string;
        size: number;
      }[];
      thread: {
        by: string;
        at: string;
        text: string;
      }[];
      decision?: {
        at: string;
        reason?: string;
        organisation?: string;
      };
    };
  };
  'answer-joining': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      reference: string;
      code: string;
      text: string;
      document?: {
        name: string;
        content: string;
      };
    };
    readonly answer: {
      reference: string;
      state: string;
      kind: string;
      country: string;
      name: string;
      lodged: string;
      updated: string;
      officials: unknown[];
      documents: {
        name: string;
        mediaType: string;
        size: number;
      }[];
      thread: {
        by: string;
        at: string;
        text: string;
      }[];
      decision?: {
        at: string;
        reason?: string;
        organisation?: string;
      };
    };
  };
  'collect-invitations': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      reference: string;
      code: string;
    };
    readonly answer: {
      items: {
        name: string;
        email: string;
        login: string;
        token: string;
        expires: string;
      }[];
    };
  };
  'read-joining': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      number: string;
      version: number;
      state: string;
      body: {
        kind: 'authority' | 'embassy' | 'trader' | 'carrier' | 'partner';
        country: string;
        name: string;
        englishName?: string;
        contact: {
          name: string;
          email: string;
          telephone?: string;
          language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
        };
        purpose: string;
        /**
         * @minItems 1
         * @maxItems 50
         */
        officials: {
          name: string;
          email: string;
          language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
          administers: boolean;
        }[];
        lodged: string;
        documents: {
          id: string;
          name: string;
          mediaType: string;
          size: number;
          digest: string;
        }[];
        thread: {
          by: string;
          at: string;
          text: string;
        }[];
        decision?: {
          at: string;
          reason?: string;
          organisation?: string;
        };
      };
      created: string;
      updated: string;
      actions?: string[];
    };
  };
  'read-joining-history': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        version: number;
        action: string;
        state: string;
        actor: string;
        behalf?: string;
        at: string;
        digest: string;
        previous?: string;
        leaf: string;
        opening?: unknown;
        change: unknown;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'read-joining-document': {
    readonly path: {
      id: string;
      document: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'act-on-joining': {
    readonly path: {
      id: string;
      action: string;
    };
    readonly query: {};
    readonly body: {
      [k: string]: unknown;
    };
    readonly answer: {
      id: string;
      number: string;
      version: number;
      state: string;
      body: {
        kind: 'authority' | 'embassy' | 'trader' | 'carrier' | 'partner';
        country: string;
        name: string;
        englishName?: string;
        contact: {
          name: string;
          email: string;
          telephone?: string;
          language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
        };
        purpose: string;
        /**
         * @minItems 1
         * @maxItems 50
         */
        officials: {
          name: string;
          email: string;
          language: 'en' | 'zh' | 'fr' | 'es' | 'ru' | 'ar';
          administers: boolean;
        }[];
        lodged: string;
        documents: {
          id: string;
          name: string;
          mediaType: string;
          size: number;
          digest: string;
        }[];
        thread: {
          by: string;
          at: string;
          text: string;
        }[];
        decision?: {
          at: string;
          reason?: string;
          organisation?: string;
        };
      };
      created: string;
      updated: string;
      actions?: string[];
    };
  };
  'search-audit': {
    readonly path: {};
    readonly query: {
      kind?: 'sign-in' | 'view' | 'search' | 'export' | 'change';
      actor?: string;
      subject?: string;
      route?: string;
      from?: string;
      until?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        at: string;
        kind: string;
        actor: string;
        behalf?: string;
        country?: string;
        authority?: string;
        office?: string;
        route: string;
        subject: string;
        status: number;
        filters: string[];
        sought?: string;
      }[];
      names: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
      next?: string;
    };
  };
  'export-audit': {
    readonly path: {};
    readonly query: {
      kind?: 'sign-in' | 'view' | 'search' | 'export' | 'change';
      actor?: string;
      subject?: string;
      route?: string;
      from?: string;
      until?: string;
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'prove-audit-entry': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      entry: {
        id: string;
        at: string;
        kind: string;
        actor: string;
        behalf?: string;
        country?: string;
        authority?: string;
        office?: string;
        route: string;
        subject: string;
        status: number;
        filters: string[];
        sought?: string;
      };
      salt: string;
      place: number;
      size: number;
      hashes: string[];
      root: string;
      opening: unknown;
      proof?: string;
    };
  };
  'lodge-certificate': {
    readonly path: {};
    readonly query: {};
    readonly body: unknown;
    readonly answer: {
      id: string;
      number: string;
      key: string;
      state: string;
      version: number;
      securityCode?: string;
      digest: string;
      received: string;
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      seal: {
        indication: string;
        subIndication?: string;
        authority?: string;
        claimedTime?: string;
        algorithm?: string;
        canonicalisation?: string;
        contentDigest?: string;
        signer?: {
          subject: string;
          issuer: string;
          serial: string;
          notBefore: string;
          notAfter: string;
          fingerprint: string;
          key: string;
        };
        remarks: {
          level: string;
          code: string;
          detail: string;
        }[];
      };
      evidence?: {
        index: number;
        size: number;
        hashes: string[];
        checkpoint: string;
      };
    };
  };
  'search-certificates': {
    readonly path: {};
    readonly query: {
      number?: string;
      country?: string;
      destination?: string;
      authority?: string;
      office?: string;
      place?: string;
      documentType?: string;
      commodity?: string;
      product?: string;
      party?: string;
      equipment?: string;
      reference?: string;
      issuedFrom?: string;
      issuedUntil?: string;
      state?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: string;
        office?: string;
        body: {
          issued: string;
          issueDate?: string;
          typeCode?: string;
          exportCountry?: string;
          importCountry?: string;
          issuerName?: string;
          placeOfIssue?: string;
          replaces?: string;
          lines: number;
          products: string[];
          tariffs: string[];
          origins: string[];
          parties: {
            role: string;
            name: string;
            id?: string;
          }[];
          containers?: string[];
          seals?: string[];
          references?: string[];
          transport?: {
            mode?: string;
            means?: string;
            id?: string;
          }[];
          pointOfEntry?: string;
          pointOfEntryCode?: string;
          expires?: string;
          transit?: string[];
          goods?: {
            /**
             * @maxItems 100
             */
            lines: {
              line: number;
              codes?: {
                system: string;
                code: string;
              }[];
              names?: string[];
              netMass?: {
                value: string;
                unit: string;
              };
              grossMass?: {
                value: string;
                unit: string;
              };
              quantities?: {
                value: string;
                unit: string;
              }[];
              packages?: {
                value: string;
                unit: string;
              }[];
              origins?: string[];
              establishments?: string[];
              produced?: string;
              expires?: string;
            }[];
            omitted?: number;
          };
          netKilograms?: string;
          ending?: {
            at: string;
            reason?: string;
            successor?: string;
          };
          papers?: string[];
          draft?: unknown;
        };
        created: string;
        updated: string;
        warnings?: {
          code: string;
          reference: string;
          confirmed: string;
          detail: string;
        }[];
      }[];
      next?: string;
    };
  };
  'export-certificates': {
    readonly path: {};
    readonly query: {
      number?: string;
      country?: string;
      destination?: string;
      authority?: string;
      office?: string;
      place?: string;
      documentType?: string;
      commodity?: string;
      product?: string;
      party?: string;
      equipment?: string;
      reference?: string;
      issuedFrom?: string;
      issuedUntil?: string;
      state?: string;
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'find-certificate': {
    readonly path: {
      country: string;
      number: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: string;
        office?: string;
        body: {
          issued: string;
          issueDate?: string;
          typeCode?: string;
          exportCountry?: string;
          importCountry?: string;
          issuerName?: string;
          placeOfIssue?: string;
          replaces?: string;
          lines: number;
          products: string[];
          tariffs: string[];
          origins: string[];
          parties: {
            role: string;
            name: string;
            id?: string;
          }[];
          containers?: string[];
          seals?: string[];
          references?: string[];
          transport?: {
            mode?: string;
            means?: string;
            id?: string;
          }[];
          pointOfEntry?: string;
          pointOfEntryCode?: string;
          expires?: string;
          transit?: string[];
          goods?: {
            /**
             * @maxItems 100
             */
            lines: {
              line: number;
              codes?: {
                system: string;
                code: string;
              }[];
              names?: string[];
              netMass?: {
                value: string;
                unit: string;
              };
              grossMass?: {
                value: string;
                unit: string;
              };
              quantities?: {
                value: string;
                unit: string;
              }[];
              packages?: {
                value: string;
                unit: string;
              }[];
              origins?: string[];
              establishments?: string[];
              produced?: string;
              expires?: string;
            }[];
            omitted?: number;
          };
          netKilograms?: string;
          ending?: {
            at: string;
            reason?: string;
            successor?: string;
          };
          papers?: string[];
          draft?: unknown;
        };
        created: string;
        updated: string;
        warnings?: {
          code: string;
          reference: string;
          confirmed: string;
          detail: string;
        }[];
      }[];
      next?: string;
    };
  };
  'read-certificate': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      country: string;
      authority: string;
      number: string;
      version: number;
      state: string;
      office?: string;
      body: {
        issued: string;
        issueDate?: string;
        typeCode?: string;
        exportCountry?: string;
        importCountry?: string;
        issuerName?: string;
        placeOfIssue?: string;
        replaces?: string;
        lines: number;
        products: string[];
        tariffs: string[];
        origins: string[];
        parties: {
          role: string;
          name: string;
          id?: string;
        }[];
        containers?: string[];
        seals?: string[];
        references?: string[];
        transport?: {
          mode?: string;
          means?: string;
          id?: string;
        }[];
        pointOfEntry?: string;
        pointOfEntryCode?: string;
        expires?: string;
        transit?: string[];
        goods?: {
          /**
           * @maxItems 100
           */
          lines: {
            line: number;
            codes?: {
              system: string;
              code: string;
            }[];
            names?: string[];
            netMass?: {
              value: string;
              unit: string;
            };
            grossMass?: {
              value: string;
              unit: string;
            };
            quantities?: {
              value: string;
              unit: string;
            }[];
            packages?: {
              value: string;
              unit: string;
            }[];
            origins?: string[];
            establishments?: string[];
            produced?: string;
            expires?: string;
          }[];
          omitted?: number;
        };
        netKilograms?: string;
        ending?: {
          at: string;
          reason?: string;
          successor?: string;
        };
        papers?: string[];
        draft?: unknown;
      };
      created: string;
      updated: string;
      warnings?: {
        code: string;
        reference: string;
        confirmed: string;
        detail: string;
      }[];
    };
  };
  'read-document': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'read-sealed': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'read-bundle': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'read-face': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      number: string;
      country: string;
      authority: string;
      state: string;
      inForce: boolean;
      version: number;
      successor?: string;
      asOf: string;
      digest?: string;
      seal?: string;
      title: string;
      warnings?: {
        code: string;
        reference: string;
        confirmed: string;
        detail: string;
      }[];
      sections: (
        | {
            kind: 'fields';
            title: string;
            fields: {
              label: string;
              values: string[];
            }[];
          }
        | {
            kind: 'table';
            title: string;
            columns: string[];
            rows: string[][][];
          }
      )[];
    };
  };
  'read-security-code': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      securityCode: string;
    };
  };
  'read-older': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      xml: string;
      losses: {
        code: string;
        path: string;
      }[];
    };
  };
  'read-history': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        version: number;
        action: string;
        state: string;
        actor: string;
        behalf?: string;
        at: string;
        digest: string;
        previous?: string;
        leaf: string;
        opening?: unknown;
        change: unknown;
      }[];
    };
  };
  'read-receipt': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      number: string;
      key: string;
      state: string;
      version: number;
      securityCode?: string;
      digest: string;
      received: string;
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      seal: {
        indication: string;
        subIndication?: string;
        authority?: string;
        claimedTime?: string;
        algorithm?: string;
        canonicalisation?: string;
        contentDigest?: string;
        signer?: {
          subject: string;
          issuer: string;
          serial: string;
          notBefore: string;
          notAfter: string;
          fingerprint: string;
          key: string;
        };
        remarks: {
          level: string;
          code: string;
          detail: string;
        }[];
      };
      evidence?: {
        index: number;
        size: number;
        hashes: string[];
        checkpoint: string;
      };
    };
  };
  'read-proof': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'read-paper': {
    readonly path: {
      id: string;
    };
    readonly query: {
      paper?: string;
      languages?: string;
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'read-paper-picture': {
    readonly path: {
      id: string;
    };
    readonly query: {
      paper?: string;
      languages?: string;
      page?: number;
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'print-certificate': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      paper: string;
      version: number;
      pdf: string;
    };
  };
  'read-status-list': {
    readonly path: {
      authority: string;
      list: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'verify-paper': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      text: string;
    };
    readonly answer: {
      refusal?: string;
      lamps?: {
        name: string;
        light: string;
        code: string;
        values: {
          /**
           * This interface was referenced by `undefined`'s JSON-Schema definition
           * via the `patternProperty` "^.*$".
           */
          [k: string]: string;
        };
      }[];
      claims?: unknown;
    };
  };
  'list-actions': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        action: string;
        href: string;
        ifMatch: string;
        input: unknown;
      }[];
    };
  };
  'take-action': {
    readonly path: {
      id: string;
      action: string;
    };
    readonly query: {};
    readonly body: {
      [k: string]: unknown;
    };
    readonly answer: {
      id: string;
      country: string;
      authority: string;
      number: string;
      version: number;
      state: string;
      office?: string;
      body: {
        issued: string;
        issueDate?: string;
        typeCode?: string;
        exportCountry?: string;
        importCountry?: string;
        issuerName?: string;
        placeOfIssue?: string;
        replaces?: string;
        lines: number;
        products: string[];
        tariffs: string[];
        origins: string[];
        parties: {
          role: string;
          name: string;
          id?: string;
        }[];
        containers?: string[];
        seals?: string[];
        references?: string[];
        transport?: {
          mode?: string;
          means?: string;
          id?: string;
        }[];
        pointOfEntry?: string;
        pointOfEntryCode?: string;
        expires?: string;
        transit?: string[];
        goods?: {
          /**
           * @maxItems 100
           */
          lines: {
            line: number;
            codes?: {
              system: string;
              code: string;
            }[];
            names?: string[];
            netMass?: {
              value: string;
              unit: string;
            };
            grossMass?: {
              value: string;
              unit: string;
            };
            quantities?: {
              value: string;
              unit: string;
            }[];
            packages?: {
              value: string;
              unit: string;
            }[];
            origins?: string[];
            establishments?: string[];
            produced?: string;
            expires?: string;
          }[];
          omitted?: number;
        };
        netKilograms?: string;
        ending?: {
          at: string;
          reason?: string;
          successor?: string;
        };
        papers?: string[];
        draft?: unknown;
      };
      created: string;
      updated: string;
      warnings?: {
        code: string;
        reference: string;
        confirmed: string;
        detail: string;
      }[];
    };
  };
  'enter-draft': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      [k: string]: unknown;
    };
    readonly answer: {
      id: string;
      country: string;
      authority: string;
      number: string;
      version: number;
      state: string;
      office?: string;
      body: {
        issued: string;
        issueDate?: string;
        typeCode?: string;
        exportCountry?: string;
        importCountry?: string;
        issuerName?: string;
        placeOfIssue?: string;
        replaces?: string;
        lines: number;
        products: string[];
        tariffs: string[];
        origins: string[];
        parties: {
          role: string;
          name: string;
          id?: string;
        }[];
        containers?: string[];
        seals?: string[];
        references?: string[];
        transport?: {
          mode?: string;
          means?: string;
          id?: string;
        }[];
        pointOfEntry?: string;
        pointOfEntryCode?: string;
        expires?: string;
        transit?: string[];
        goods?: {
          /**
           * @maxItems 100
           */
          lines: {
            line: number;
            codes?: {
              system: string;
              code: string;
            }[];
            names?: string[];
            netMass?: {
              value: string;
              unit: string;
            };
            grossMass?: {
              value: string;
              unit: string;
            };
            quantities?: {
              value: string;
              unit: string;
            }[];
            packages?: {
              value: string;
              unit: string;
            }[];
            origins?: string[];
            establishments?: string[];
            produced?: string;
            expires?: string;
          }[];
          omitted?: number;
        };
        netKilograms?: string;
        ending?: {
          at: string;
          reason?: string;
          successor?: string;
        };
        papers?: string[];
        draft?: unknown;
      };
      created: string;
      updated: string;
      warnings?: {
        code: string;
        reference: string;
        confirmed: string;
        detail: string;
      }[];
    };
  };
  'revise-draft': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      [k: string]: unknown;
    };
    readonly answer: {
      id: string;
      country: string;
      authority: string;
      number: string;
      version: number;
      state: string;
      office?: string;
      body: {
        issued: string;
        issueDate?: string;
        typeCode?: string;
        exportCountry?: string;
        importCountry?: string;
        issuerName?: string;
        placeOfIssue?: string;
        replaces?: string;
        lines: number;
        products: string[];
        tariffs: string[];
        origins: string[];
        parties: {
          role: string;
          name: string;
          id?: string;
        }[];
        containers?: string[];
        seals?: string[];
        references?: string[];
        transport?: {
          mode?: string;
          means?: string;
          id?: string;
        }[];
        pointOfEntry?: string;
        pointOfEntryCode?: string;
        expires?: string;
        transit?: string[];
        goods?: {
          /**
           * @maxItems 100
           */
          lines: {
            line: number;
            codes?: {
              system: string;
              code: string;
            }[];
            names?: string[];
            netMass?: {
              value: string;
              unit: string;
            };
            grossMass?: {
              value: string;
              unit: string;
            };
            quantities?: {
              value: string;
              unit: string;
            }[];
            packages?: {
              value: string;
              unit: string;
            }[];
            origins?: string[];
            establishments?: string[];
            produced?: string;
            expires?: string;
          }[];
          omitted?: number;
        };
        netKilograms?: string;
        ending?: {
          at: string;
          reason?: string;
          successor?: string;
        };
        papers?: string[];
        draft?: unknown;
      };
      created: string;
      updated: string;
      warnings?: {
        code: string;
        reference: string;
        confirmed: string;
        detail: string;
      }[];
    };
  };
  'list-models': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        key: string;
        version: number;
        label: string;
        commodity: string;
        documentType: string;
        title: {
          language: string;
          text: string;
        }[];
        languages: string[];
        exporting?: string;
        importing?: string[];
        validFrom: string;
        validUntil?: string;
        basis?: string;
      }[];
      next?: string;
    };
  };
  'read-model': {
    readonly path: {
      model: string;
    };
    readonly query: {
      version?: number;
    };
    readonly body: undefined;
    readonly answer: {
      key: string;
      version: number;
      label: string;
      commodity: string;
      documentType: string;
      title: {
        language: string;
        text: string;
      }[];
      languages: string[];
      exporting?: string;
      importing?: string[];
      validFrom: string;
      validUntil?: string;
      basis?: string;
      sections: {
        key: string;
        label: string;
        help?: string;
        fields: {
          key: string;
          kind: string;
          label: string;
          help?: string;
          required: boolean;
          maxLength?: number;
          pattern?: string;
          languages?: string[];
          bound?: string;
          units?: {
            code: string;
            label: string;
          }[];
          minimum?: string;
          maximum?: string;
          fraction?: number;
          choices?: {
            code: string;
            label: string;
          }[];
          statements?: {
            id: string;
            required: boolean;
            texts: {
              language: string;
              text: string;
            }[];
          }[];
          columns?: {
            key: string;
            kind: string;
            label: string;
            help?: string;
            required: boolean;
            maxLength?: number;
            pattern?: string;
            languages?: string[];
            bound?: string;
            units?: {
              code: string;
              label: string;
            }[];
            minimum?: string;
            maximum?: string;
            fraction?: number;
            choices?: {
              code: string;
              label: string;
            }[];
          }[];
          least?: number;
          most?: number;
        }[];
      }[];
      initial: {
        [k: string]: unknown;
      };
      rows: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: {
          [k: string]: unknown;
        };
      };
    };
  };
  'check-form': {
    readonly path: {
      model: string;
    };
    readonly query: {};
    readonly body: {
      version?: number;
      form: {
        [k: string]: unknown;
      };
    };
    readonly answer: {
      complete: boolean;
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
    };
  };
  'search-applications': {
    readonly path: {};
    readonly query: {
      office?: string;
      model?: string;
      destination?: string;
      author?: string;
      batch?: string;
      number?: string;
      words?: string;
      state?: string;
      mine?: boolean;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: string;
        office?: string;
        body: {
          touched: string;
          model: string;
          modelVersion: number;
          authors: string[];
          submitted?: {
            by: string;
            behalf?: string;
            at: string;
          };
          reviewed?: {
            by: string;
            behalf?: string;
            at: string;
          };
          remarks?: {
            by: string;
            at: string;
            action: string;
            text: string;
          }[];
          copiedFrom?: {
            id: string;
            number: string;
          };
          replaces?: {
            id: string;
            number: string;
            issued?: string;
            reason?: string;
          };
          batch?: {
            id: string;
            row: number;
          };
          certificate?: {
            id: string;
            number: string;
          };
          attachments?: {
            id: string;
            name: string;
            mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
            size: number;
            digest: string;
          }[];
          summary: {
            consignor?: string;
            consignee?: string;
            destination?: string;
            product?: string;
            lines: number;
          };
        };
        created: string;
        updated: string;
      }[];
      next?: string;
    };
  };
  'begin-application': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      model?: string;
      form?: {
        [k: string]: unknown;
      };
      copyOf?: string;
      replaces?: string;
      reason?: string;
      office?: string;
    };
    readonly answer: {
      id: string;
      country: string;
      authority: string;
      number: string;
      version: number;
      state: string;
      office?: string;
      body: {
        touched: string;
        model: string;
        modelVersion: number;
        form: unknown;
        authors: string[];
        submitted?: {
          by: string;
          behalf?: string;
          at: string;
        };
        reviewed?: {
          by: string;
          behalf?: string;
          at: string;
        };
        remarks?: {
          by: string;
          at: string;
          action: string;
          text: string;
        }[];
        copiedFrom?: {
          id: string;
          number: string;
        };
        replaces?: {
          id: string;
          number: string;
          issued?: string;
          reason?: string;
        };
        batch?: {
          id: string;
          row: number;
        };
        certificate?: {
          id: string;
          number: string;
        };
        attachments?: {
          id: string;
          name: string;
          mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
          size: number;
          digest: string;
        }[];
        summary: {
          consignor?: string;
          consignee?: string;
          destination?: string;
          product?: string;
          lines: number;
        };
      };
      created: string;
      updated: string;
    };
  };
  'read-application': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      application: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: string;
        office?: string;
        body: {
          touched: string;
          model: string;
          modelVersion: number;
          form: unknown;
          authors: string[];
          submitted?: {
            by: string;
            behalf?: string;
            at: string;
          };
          reviewed?: {
            by: string;
            behalf?: string;
            at: string;
          };
          remarks?: {
            by: string;
            at: string;
            action: string;
            text: string;
          }[];
          copiedFrom?: {
            id: string;
            number: string;
          };
          replaces?: {
            id: string;
            number: string;
            issued?: string;
            reason?: string;
          };
          batch?: {
            id: string;
            row: number;
          };
          certificate?: {
            id: string;
            number: string;
          };
          attachments?: {
            id: string;
            name: string;
            mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
            size: number;
            digest: string;
          }[];
          summary: {
            consignor?: string;
            consignee?: string;
            destination?: string;
            product?: string;
            lines: number;
          };
        };
        created: string;
        updated: string;
      };
      model: {
        key: string;
        version: number;
        label: string;
      };
      complete: boolean;
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      actions: string[];
      rule: {
        threeActs: boolean;
        reviewerMaySign: boolean;
      };
      working?: {
        base: number;
        revision: number;
        touched: string;
        form?: {
          [k: string]: unknown;
        };
        ground?: {
          [k: string]: unknown;
        };
      };
      others: {
        actor: string;
        base: number;
        touched: string;
        form: {
          [k: string]: unknown;
        };
      }[];
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'preview-application': {
    readonly path: {
      id: string;
    };
    readonly query: {
      of?: 'working';
    };
    readonly body: undefined;
    readonly answer: {
      title: string;
      sections: (
        | {
            kind: 'fields';
            title: string;
            fields: {
              label: string;
              values: string[];
            }[];
          }
        | {
            kind: 'table';
            title: string;
            columns: string[];
            rows: string[][][];
          }
      )[];
      face: {
        [k: string]: unknown;
      };
    };
  };
  'application-history': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        version: number;
        action: string;
        state: string;
        actor: string;
        behalf?: string;
        at: string;
        digest: string;
        previous?: string;
        leaf: string;
        opening?: unknown;
        change: unknown;
      }[];
    };
  };
  'save-application': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      [k: string]: unknown;
    };
    readonly answer: {
      id: string;
      country: string;
      authority: string;
      number: string;
      version: number;
      state: string;
      office?: string;
      body: {
        touched: string;
        model: string;
        modelVersion: number;
        form: unknown;
        authors: string[];
        submitted?: {
          by: string;
          behalf?: string;
          at: string;
        };
        reviewed?: {
          by: string;
          behalf?: string;
          at: string;
        };
        remarks?: {
          by: string;
          at: string;
          action: string;
          text: string;
        }[];
        copiedFrom?: {
          id: string;
          number: string;
        };
        replaces?: {
          id: string;
          number: string;
          issued?: string;
          reason?: string;
        };
        batch?: {
          id: string;
          row: number;
        };
        certificate?: {
          id: string;
          number: string;
        };
        attachments?: {
          id: string;
          name: string;
          mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
          size: number;
          digest: string;
        }[];
        summary: {
          consignor?: string;
          consignee?: string;
          destination?: string;
          product?: string;
          lines: number;
        };
      };
      created: string;
      updated: string;
    };
  };
  'attach-to-application': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      /**
       * @maxItems 8
       */
      attachments: string[];
    };
    readonly answer: {
      id: string;
      country: string;
      authority: string;
      number: string;
      version: number;
      state: string;
      office?: string;
      body: {
        touched: string;
        model: string;
        modelVersion: number;
        form: unknown;
        authors: string[];
        submitted?: {
          by: string;
          behalf?: string;
          at: string;
        };
        reviewed?: {
          by: string;
          behalf?: string;
          at: string;
        };
        remarks?: {
          by: string;
          at: string;
          action: string;
          text: string;
        }[];
        copiedFrom?: {
          id: string;
          number: string;
        };
        replaces?: {
          id: string;
          number: string;
          issued?: string;
          reason?: string;
        };
        batch?: {
          id: string;
          row: number;
        };
        certificate?: {
          id: string;
          number: string;
        };
        attachments?: {
          id: string;
          name: string;
          mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
          size: number;
          digest: string;
        }[];
        summary: {
          consignor?: string;
          consignee?: string;
          destination?: string;
          product?: string;
          lines: number;
        };
      };
      created: string;
      updated: string;
    };
  };
  'keep-working-copy': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      base: number;
      revision: number;
      form: {
        [k: string]: unknown;
      };
    };
    readonly answer: {
      revision: number;
      touched: string;
      current: number;
    };
  };
  'discard-working-copy': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      revision: number;
    };
    readonly answer: {
      revision: number;
    };
  };
  'sign-application': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {};
    readonly answer: {
      application: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: string;
        office?: string;
        body: {
          touched: string;
          model: string;
          modelVersion: number;
          form: unknown;
          authors: string[];
          submitted?: {
            by: string;
            behalf?: string;
            at: string;
          };
          reviewed?: {
            by: string;
            behalf?: string;
            at: string;
          };
          remarks?: {
            by: string;
            at: string;
            action: string;
            text: string;
          }[];
          copiedFrom?: {
            id: string;
            number: string;
          };
          replaces?: {
            id: string;
            number: string;
            issued?: string;
            reason?: string;
          };
          batch?: {
            id: string;
            row: number;
          };
          certificate?: {
            id: string;
            number: string;
          };
          attachments?: {
            id: string;
            name: string;
            mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
            size: number;
            digest: string;
          }[];
          summary: {
            consignor?: string;
            consignee?: string;
            destination?: string;
            product?: string;
            lines: number;
          };
        };
        created: string;
        updated: string;
      };
      certificate: {
        id: string;
        number: string;
        state: string;
        version: number;
      };
    };
  };
  'act-on-application': {
    readonly path: {
      id: string;
      action: string;
    };
    readonly query: {};
    readonly body: {
      [k: string]: unknown;
    };
    readonly answer: {
      id: string;
      country: string;
      authority: string;
      number: string;
      version: number;
      state: string;
      office?: string;
      body: {
        touched: string;
        model: string;
        modelVersion: number;
        form: unknown;
        authors: string[];
        submitted?: {
          by: string;
          behalf?: string;
          at: string;
        };
        reviewed?: {
          by: string;
          behalf?: string;
          at: string;
        };
        remarks?: {
          by: string;
          at: string;
          action: string;
          text: string;
        }[];
        copiedFrom?: {
          id: string;
          number: string;
        };
        replaces?: {
          id: string;
          number: string;
          issued?: string;
          reason?: string;
        };
        batch?: {
          id: string;
          row: number;
        };
        certificate?: {
          id: string;
          number: string;
        };
        attachments?: {
          id: string;
          name: string;
          mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
          size: number;
          digest: string;
        }[];
        summary: {
          consignor?: string;
          consignee?: string;
          destination?: string;
          product?: string;
          lines: number;
        };
      };
      created: string;
      updated: string;
    };
  };
  'sheet-template': {
    readonly path: {
      model: string;
    };
    readonly query: {
      format?: 'xlsx' | 'csv';
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'preview-batch': {
    readonly path: {
      model: string;
    };
    readonly query: {
      office?: string;
    };
    readonly body: Blob;
    readonly answer: {
      rows: number;
      good: number;
      faulty: number;
      unknown: string[];
      certificates: {
        reference: string;
        rows: number[];
        findings: {
          area: string;
          level: string;
          code: string;
          path: string;
          detail: string;
          row: number;
          column?: string;
        }[];
        good: boolean;
      }[];
    };
  };
  'enter-batch': {
    readonly path: {
      model: string;
    };
    readonly query: {
      office?: string;
    };
    readonly body: Blob;
    readonly answer: {
      id: string;
      model: string;
      modelVersion: number;
      office?: string;
      actor: string;
      at: string;
      digest: string;
      repeated: boolean;
      rows: number;
      made: {
        id: string;
        number: string;
        reference: string;
        rows: number[];
      }[];
      leftOut: {
        reference: string;
        rows: number[];
        findings: {
          area: string;
          level: string;
          code: string;
          path: string;
          detail: string;
          row: number;
          column?: string;
        }[];
      }[];
    };
  };
  'list-batches': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        model: string;
        modelVersion: number;
        office?: string;
        actor: string;
        at: string;
        digest: string;
        repeated: boolean;
        rows: number;
        made: {
          id: string;
          number: string;
          reference: string;
          rows: number[];
        }[];
        leftOut: {
          reference: string;
          rows: number[];
          findings: {
            area: string;
            level: string;
            code: string;
            path: string;
            detail: string;
            row: number;
            column?: string;
          }[];
        }[];
      }[];
    };
  };
  'list-running-batches': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        model: string;
        purpose: 'preview' | 'enter';
        state: 'running' | 'done' | 'failed';
        done: number;
        total: number;
        batch?: string;
        fault?: {
          code: string;
          detail: string;
        };
        begun: string;
      }[];
    };
  };
  'read-batch': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      model: string;
      modelVersion: number;
      office?: string;
      actor: string;
      at: string;
      digest: string;
      repeated: boolean;
      rows: number;
      made: {
        id: string;
        number: string;
        reference: string;
        rows: number[];
      }[];
      leftOut: {
        reference: string;
        rows: number[];
        findings: {
          area: string;
          level: string;
          code: string;
          path: string;
          detail: string;
          row: number;
          column?: string;
        }[];
      }[];
    };
  };
  'post-partner-message': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      envelope: {
        id: string;
        from: string;
        to: string;
        type:
          | 'certificate'
          | 'certificate-status'
          | 'verification-result'
          | 'inquiry'
          | 'inquiry-answer'
          | 'declaration-outcome'
          | 'receipt';
        dialect: string;
        mediaType: string;
        digest: string;
        subject: string;
        previous?: string;
        answers?: string;
        translatedFrom?: string;
        originalDigest?: string;
        sent: string;
        expires: string;
        seal?: string;
      };
      content: string;
    };
    readonly answer: {
      id: string;
      receipt: string;
    };
  };
  'list-partner-messages': {
    readonly path: {};
    readonly query: {
      after?: number;
      limit?: number;
      type?:
        | 'certificate'
        | 'certificate-status'
        | 'verification-result'
        | 'inquiry'
        | 'inquiry-answer'
        | 'declaration-outcome'
        | 'receipt';
      wait?: number;
    };
    readonly body: undefined;
    readonly answer: {
      messages: {
        position: number;
        envelope: {
          id: string;
          from: string;
          to: string;
          type:
            | 'certificate'
            | 'certificate-status'
            | 'verification-result'
            | 'inquiry'
            | 'inquiry-answer'
            | 'declaration-outcome'
            | 'receipt';
          dialect: string;
          mediaType: string;
          digest: string;
          subject: string;
          previous?: string;
          answers?: string;
          translatedFrom?: string;
          originalDigest?: string;
          sent: string;
          expires: string;
          seal?: string;
        };
        size: number;
      }[];
      next: number;
    };
  };
  'get-partner-message': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      envelope: {
        id: string;
        from: string;
        to: string;
        type:
          | 'certificate'
          | 'certificate-status'
          | 'verification-result'
          | 'inquiry'
          | 'inquiry-answer'
          | 'declaration-outcome'
          | 'receipt';
        dialect: string;
        mediaType: string;
        digest: string;
        subject: string;
        previous?: string;
        answers?: string;
        translatedFrom?: string;
        originalDigest?: string;
        sent: string;
        expires: string;
        seal?: string;
      };
      content: string;
    };
  };
  'receipt-partner-message': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      receipt: string;
    };
    readonly answer: undefined;
  };
  'list-results': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        certificate: {
          id: string;
          number: string;
          version: number;
        };
        country: string;
        authority: string;
        authorityName?: string;
        office?: string;
        officeName?: string;
        verdict: string;
        verdictText: string;
        reasons: {
          code: string;
          text: string;
        }[];
        remark?: string;
        operator: string;
        given: string;
        place: number;
        inForce?: boolean;
        inquiry?: string;
        attachments: {
          id: string;
          name: string;
          mediaType: string;
          size: number;
          digest: string;
          href: string;
        }[];
      }[];
      next?: string;
    };
  };
  'give-result': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      verdict: 'pass' | 'refuse' | 'request';
      remark?: string;
      /**
       * @maxItems 17
       */
      reasons?: (
        | 'certificate-not-genuine'
        | 'seal-not-valid'
        | 'paper-differs'
        | 'certificate-not-valid'
        | 'attestation-missing'
        | 'goods-differ'
        | 'quantity-differs'
        | 'establishment-not-approved'
        | 'product-not-permitted'
        | 'pest-found'
        | 'disease-status'
        | 'residue-exceeded'
        | 'pathogen-found'
        | 'treatment-missing'
        | 'temperature-broken'
        | 'label-or-package'
        | 'other-reason'
      )[];
      /**
       * @maxItems 8
       */
      attachments?: string[];
      due?: string;
    };
    readonly answer: {
      id: string;
      certificate: {
        id: string;
        number: string;
        version: number;
      };
      country: string;
      authority: string;
      authorityName?: string;
      office?: string;
      officeName?: string;
      verdict: string;
      verdictText: string;
      reasons: {
        code: string;
        text: string;
      }[];
      remark?: string;
      operator: string;
      given: string;
      place: number;
      inForce?: boolean;
      inquiry?: string;
      attachments: {
        id: string;
        name: string;
        mediaType: string;
        size: number;
        digest: string;
        href: string;
      }[];
    };
  };
  'read-result': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      certificate: {
        id: string;
        number: string;
        version: number;
      };
      country: string;
      authority: string;
      authorityName?: string;
      office?: string;
      officeName?: string;
      verdict: string;
      verdictText: string;
      reasons: {
        code: string;
        text: string;
      }[];
      remark?: string;
      operator: string;
      given: string;
      place: number;
      inForce?: boolean;
      inquiry?: string;
      attachments: {
        id: string;
        name: string;
        mediaType: string;
        size: number;
        digest: string;
        href: string;
      }[];
    };
  };
  'list-refusal-reasons': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        code: string;
        text: string;
      }[];
    };
  };
  'upload-attachment': {
    readonly path: {};
    readonly query: {
      name?: string;
    };
    readonly body: Blob;
    readonly answer: {
      id: string;
      name: string;
      mediaType: string;
      size: number;
      digest: string;
      href: string;
    };
  };
  'read-attachment': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'list-inquiries': {
    readonly path: {};
    readonly query: {
      state?: 'open' | 'answered' | 'closed';
      mine?: 'true' | 'false';
      certificate?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        version: number;
        state: string;
        stateText: string;
        certificate: {
          id: string;
          number: string;
        };
        issuer: {
          country: string;
          authority: string;
          office?: string;
          name?: string;
        };
        importing: string;
        asker: string;
        openedBy: {
          country: string;
          authority: string;
          office?: string;
          name?: string;
        };
        result?: string;
        waiting?: string;
        mine?: boolean;
        due?: string;
        opened: string;
        latest: string;
      }[];
      next?: string;
    };
  };
  'open-inquiry': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      content: string;
      due?: string;
      /**
       * @maxItems 8
       */
      attachments?: string[];
    };
    readonly answer: {
      id: string;
      version: number;
      state: string;
      stateText: string;
      certificate: {
        id: string;
        number: string;
      };
      issuer: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      importing: string;
      asker: string;
      openedBy: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      result?: string;
      waiting?: string;
      mine?: boolean;
      due?: string;
      opened: string;
      latest: string;
      side?: string;
      may: string[];
      messages: {
        version: number;
        kind: string;
        kindText: string;
        side: string;
        operator: string;
        own: boolean;
        country: string;
        authority: string;
        authorityName?: string;
        office?: string;
        officeName?: string;
        at: string;
        content: string;
        due?: string;
        attachments: {
          id: string;
          name: string;
          mediaType: string;
          size: number;
          digest: string;
          href: string;
        }[];
      }[];
    };
  };
  'read-inquiry': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      version: number;
      state: string;
      stateText: string;
      certificate: {
        id: string;
        number: string;
      };
      issuer: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      importing: string;
      asker: string;
      openedBy: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      result?: string;
      waiting?: string;
      mine?: boolean;
      due?: string;
      opened: string;
      latest: string;
      side?: string;
      may: string[];
      messages: {
        version: number;
        kind: string;
        kindText: string;
        side: string;
        operator: string;
        own: boolean;
        country: string;
        authority: string;
        authorityName?: string;
        office?: string;
        officeName?: string;
        at: string;
        content: string;
        due?: string;
        attachments: {
          id: string;
          name: string;
          mediaType: string;
          size: number;
          digest: string;
          href: string;
        }[];
      }[];
    };
  };
  'write-message': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      kind: 'request' | 'response' | 'note';
      content: string;
      due?: string;
      /**
       * @maxItems 8
       */
      attachments?: string[];
    };
    readonly answer: {
      id: string;
      version: number;
      state: string;
      stateText: string;
      certificate: {
        id: string;
        number: string;
      };
      issuer: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      importing: string;
      asker: string;
      openedBy: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      result?: string;
      waiting?: string;
      mine?: boolean;
      due?: string;
      opened: string;
      latest: string;
      side?: string;
      may: string[];
      messages: {
        version: number;
        kind: string;
        kindText: string;
        side: string;
        operator: string;
        own: boolean;
        country: string;
        authority: string;
        authorityName?: string;
        office?: string;
        officeName?: string;
        at: string;
        content: string;
        due?: string;
        attachments: {
          id: string;
          name: string;
          mediaType: string;
          size: number;
          digest: string;
          href: string;
        }[];
      }[];
    };
  };
  'close-inquiry': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      content?: string;
    };
    readonly answer: {
      id: string;
      version: number;
      state: string;
      stateText: string;
      certificate: {
        id: string;
        number: string;
      };
      issuer: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      importing: string;
      asker: string;
      openedBy: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      result?: string;
      waiting?: string;
      mine?: boolean;
      due?: string;
      opened: string;
      latest: string;
      side?: string;
      may: string[];
      messages: {
        version: number;
        kind: string;
        kindText: string;
        side: string;
        operator: string;
        own: boolean;
        country: string;
        authority: string;
        authorityName?: string;
        office?: string;
        officeName?: string;
        at: string;
        content: string;
        due?: string;
        attachments: {
          id: string;
          name: string;
          mediaType: string;
          size: number;
          digest: string;
          href: string;
        }[];
      }[];
    };
  };
  'extend-inquiry': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      due: string;
      reason: string;
    };
    readonly answer: {
      id: string;
      version: number;
      state: string;
      stateText: string;
      certificate: {
        id: string;
        number: string;
      };
      issuer: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      importing: string;
      asker: string;
      openedBy: {
        country: string;
        authority: string;
        office?: string;
        name?: string;
      };
      result?: string;
      waiting?: string;
      mine?: boolean;
      due?: string;
      opened: string;
      latest: string;
      side?: string;
      may: string[];
      messages: {
        version: number;
        kind: string;
        kindText: string;
        side: string;
        operator: string;
        own: boolean;
        country: string;
        authority: string;
        authorityName?: string;
        office?: string;
        officeName?: string;
        at: string;
        content: string;
        due?: string;
        attachments: {
          id: string;
          name: string;
          mediaType: string;
          size: number;
          digest: string;
          href: string;
        }[];
      }[];
    };
  };
  'list-tasks': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        version: number;
        state: string;
        kind: string;
        title: string;
        subject: {
          record: string;
          id: string;
          number?: string;
        };
        byAct?: boolean;
        certificate?: {
          id: string;
          number: string;
        };
        authority: string;
        office?: string;
        officeName?: string;
        due: string;
        level: number;
        created: string;
        assignee?: string;
        mine?: boolean;
      }[];
      next?: string;
    };
  };
  'act-on-task': {
    readonly path: {
      id: string;
      action: 'take' | 'assign' | 'release' | 'finish';
    };
    readonly query: {};
    readonly body: {
      assignee?: string;
    };
    readonly answer: {
      id: string;
      version: number;
      state: string;
      kind: string;
      title: string;
      subject: {
        record: string;
        id: string;
        number?: string;
      };
      byAct?: boolean;
      certificate?: {
        id: string;
        number: string;
      };
      authority: string;
      office?: string;
      officeName?: string;
      due: string;
      level: number;
      created: string;
      assignee?: string;
      mine?: boolean;
    };
  };
  'export-inquiry-page': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'export-inquiry-data': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: unknown;
  };
  'show-desk': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      since: string;
      unexamined: {
        count: number;
        more: boolean;
        items: {
          id: string;
          number: string;
          country: string;
          authority: string;
          authorityName?: string;
          office?: string;
          officeName?: string;
          products: string[];
          issued: string;
          arrived: string;
        }[];
      };
      arrived: {
        count: number;
        more: boolean;
        items: {
          id: string;
          number: string;
          country: string;
          authority: string;
          authorityName?: string;
          office?: string;
          officeName?: string;
          products: string[];
          issued: string;
          arrived: string;
        }[];
      };
      inquiries: {
        count: number;
        more: boolean;
        items: {
          id: string;
          version: number;
          state: string;
          stateText: string;
          certificate: {
            id: string;
            number: string;
          };
          issuer: {
            country: string;
            authority: string;
            office?: string;
            name?: string;
          };
          importing: string;
          asker: string;
          openedBy: {
            country: string;
            authority: string;
            office?: string;
            name?: string;
          };
          result?: string;
          waiting?: string;
          mine?: boolean;
          due?: string;
          opened: string;
          latest: string;
        }[];
      };
      due: {
        count: number;
        more: boolean;
        items: {
          id: string;
          version: number;
          state: string;
          stateText: string;
          certificate: {
            id: string;
            number: string;
          };
          issuer: {
            country: string;
            authority: string;
            office?: string;
            name?: string;
          };
          importing: string;
          asker: string;
          openedBy: {
            country: string;
            authority: string;
            office?: string;
            name?: string;
          };
          result?: string;
          waiting?: string;
          mine?: boolean;
          due?: string;
          opened: string;
          latest: string;
        }[];
      };
      results: {
        count: number;
        more: boolean;
        items: {
          id: string;
          certificate: {
            id: string;
            number: string;
            version: number;
          };
          country: string;
          authority: string;
          authorityName?: string;
          office?: string;
          officeName?: string;
          verdict: string;
          verdictText: string;
          reasons: {
            code: string;
            text: string;
          }[];
          remark?: string;
          operator: string;
          given: string;
          place: number;
          inForce?: boolean;
          inquiry?: string;
          attachments: {
            id: string;
            name: string;
            mediaType: string;
            size: number;
            digest: string;
            href: string;
          }[];
        }[];
      };
      tasks: {
        count: number;
        more: boolean;
        items: {
          id: string;
          version: number;
          state: string;
          kind: string;
          title: string;
          subject: {
            record: string;
            id: string;
            number?: string;
          };
          byAct?: boolean;
          certificate?: {
            id: string;
            number: string;
          };
          authority: string;
          office?: string;
          officeName?: string;
          due: string;
          level: number;
          created: string;
          assignee?: string;
          mine?: boolean;
        }[];
      };
    };
  };
  'note-visit': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'show-notice-preference': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      address: string;
      /**
       * @maxItems 5
       */
      kinds: ('certificate' | 'result' | 'inquiry' | 'task' | 'exchange')[];
    };
  };
  'keep-notice-preference': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      address: string;
      /**
       * @maxItems 5
       */
      kinds: ('certificate' | 'result' | 'inquiry' | 'task' | 'exchange')[];
    };
    readonly answer: {
      address: string;
      /**
       * @maxItems 5
       */
      kinds: ('certificate' | 'result' | 'inquiry' | 'task' | 'exchange')[];
    };
  };
  'follow-changes': {
    readonly path: {};
    readonly query: {
      since?: number;
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'list-dialects': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        name: string;
        title: string;
        version: string;
        mediaType: string;
        message: string;
      }[];
    };
  };
  'translate-document': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      to:
        | 'sps-certificate-17'
        | 'sps-certificate-11'
        | 'sps-certificate-8'
        | 'ched'
        | 'ecert-json'
        | 'sancrt'
        | 'older-ecert'
        | 'counterfoil-json'
        | 'sps-acknowledgement-17'
        | 'wco-declaration'
        | 'wco-declaration-json';
      from?:
        | 'sps-certificate-17'
        | 'sps-certificate-11'
        | 'sps-certificate-8'
        | 'ched'
        | 'ecert-json'
        | 'sancrt'
        | 'older-ecert'
        | 'counterfoil-json'
        | 'sps-acknowledgement-17'
        | 'wco-declaration'
        | 'wco-declaration-json';
      document: string;
      codes?: 'cn-customs';
      sender?: string;
      recipient?: string;
      reference?: string;
      characterSet?: 'UNOA' | 'UNOB' | 'UNOC' | 'UNOW';
    };
    readonly answer: {
      from: string;
      to: string;
      mediaType: string;
      document: string;
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      losses: {
        code: string;
        path: string;
        value: string;
        became?: string;
        detail: string;
      }[];
      defaulted: {
        path: string;
        value: string;
      }[];
      omitted: number;
    };
  };
  'count-declarations': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      states: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: number;
      };
      attentions: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: number;
      };
      reasons: {
        code: string;
        count: number;
        sentence?: string;
      }[];
    };
  };
  'read-declaration-content': {
    readonly path: {
      id: string;
      revision: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'lodge-declaration': {
    readonly path: {};
    readonly query: {
      authority?: string;
      declarant?: string;
    };
    readonly body:
      | {
          form: 'facts' | 'china';
          declaration: {
            [k: string]: unknown;
          };
        }
      | Blob;
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'search-declarations': {
    readonly path: {};
    readonly query: {
      number?: string;
      office?: string;
      declarant?: string;
      port?: string;
      despatch?: string;
      commodity?: string;
      reference?: string;
      transportDocument?: string;
      container?: string;
      reason?: string;
      attention?: string;
      words?: string;
      state?: string;
      outcome?: string;
      deadlineUntil?: string;
      lodgedFrom?: string;
      lodgedUntil?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      }[];
      next?: string;
    };
  };
  'amend-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body:
      | {
          form: 'facts' | 'china';
          declaration: {
            [k: string]: unknown;
          };
        }
      | Blob;
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'ask-what-if': {
    readonly path: {};
    readonly query: {
      authority?: string;
      declarant?: string;
    };
    readonly body:
      | {
          form: 'facts' | 'china';
          declaration: {
            [k: string]: unknown;
          };
        }
      | Blob;
    readonly answer: {
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision: {
        number: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
    };
  };
  'read-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'declaration-history': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        version: number;
        action: string;
        state: string;
        actor: string;
        behalf?: string;
        at: string;
        digest: string;
        previous?: string;
        leaf: string;
        opening?: unknown;
        change: unknown;
      }[];
      versions: {
        revision: number;
        form: string;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
      }[];
    };
  };
  'compare-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      declaration: string;
      number: string;
      place?: number;
      outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
      items: {
        item: number;
        commodity: string;
        description?: string;
        outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
        findings: {
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
            candidates: {
              country: string;
              authority: string;
              number: string;
            }[];
            suggestions: {
              country: string;
              authority: string;
              number: string;
            }[];
            chain: {
              country: string;
              authority: string;
              number: string;
            }[];
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            id?: string;
            version: number;
            state?: string;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          fields: {
            field: string;
            label: string;
            declared: string[];
            certified: string[];
            compared: string;
            difference?: {
              kind: 'days' | 'digits' | 'entries' | 'quantity';
              size: string;
              unit?: string;
              percent?: string;
            };
          }[];
          quantity?: {
            status: string;
            unit?: string;
            declared?: string;
            certified?: string;
            taken?: string;
            available?: string;
            excess?: string;
            excessPercent?: string;
            tolerance?: string;
            claimants?: number;
          };
        }[];
      }[];
      accounts: {
        certificate: {
          country: string;
          authority: string;
          number: string;
        };
        lines: {
          line: number;
          unit: string;
          limit: string;
          held: string;
          consumed: string;
          own: string;
        }[];
      }[];
    };
  };
  'withdraw-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      reason?: string;
    };
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'finalise-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
    };
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'overrule-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      outcome: 'pass' | 'hold' | 'refuse';
      reason: string;
    };
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'confirm-overrule-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {};
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'decline-overrule-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      reason: string;
    };
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'propose-annul-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      reason: string;
    };
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'confirm-annul-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {};
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'decline-annul-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      reason: string;
    };
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'inquire-declaration': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: {
      certificate: {
        country: string;
        authority: string;
        number: string;
      };
      text: string;
    };
    readonly answer: {
      declaration: {
        id: string;
        country: string;
        authority: string;
        number: string;
        version: number;
        state: 'lodged' | 'passed' | 'held' | 'inquired' | 'refused' | 'withdrawn' | 'finalised' | 'annulled';
        office?: string;
        body: {
          form: string;
          revision: number;
          digest: string;
          declarant: string;
          direction: 'import' | 'export' | 'transit';
          procedure?: string;
          lodged: string;
          arrival?: string;
          consignor?: string;
          consignee?: string;
          despatchCountry?: string;
          port?: string;
          transportMode?: string;
          transportDocuments: string[];
          containers: string[];
          items: number;
          goods?: string;
          commodities: string[];
          origins: string[];
          documents: {
            code: string;
            reference: string;
          }[];
          value?: {
            amount: string;
            currency: string;
          };
          touched: string;
          since: string;
          outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
          decision?: number;
          reasons: {
            code: string;
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            items: number[];
            outcome?: 'pass' | 'hold' | 'inquire' | 'refuse';
            sentence?: string;
          }[];
          waitsFor: {
            code: string;
            reference: string;
          }[];
          unclear?: {
            code: string;
            reference: string;
          }[];
          deadline?: string;
          fallback?: boolean;
          overruled?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
          proposed?: {
            outcome: 'pass' | 'hold' | 'refuse';
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          inquiries: {
            id: string;
            certificate: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
            answered?: string;
          }[];
          alerts: {
            code: string;
            certificate?: {
              country: string;
              authority: string;
              number: string;
            };
            at: string;
          }[];
          resembles: string[];
          withdrawn?: {
            reason?: string;
            by: string;
            behalf?: string;
            at: string;
          };
          finalised?: {
            result: 'released' | 're-exported' | 'destroyed' | 'seized' | 'abandoned';
            by: string;
            behalf?: string;
            at: string;
          };
          annulling?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
          };
          annulled?: {
            reason: string;
            by: string;
            behalf?: string;
            at: string;
            confirmed?: {
              by: string;
              behalf?: string;
              at: string;
            };
          };
        };
        created: string;
        updated: string;
      };
      revision: {
        revision: number;
        mediaType: string;
        at: string;
        actor: string;
        digest: string;
        content: {
          [k: string]: unknown;
        };
      };
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      decision?: {
        declaration: string;
        number: string;
        place: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        digest: string;
        items: {
          item: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        }[];
        findings: {
          item: number;
          document?: {
            code: string;
            reference?: string;
            link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
          };
          certificate?: {
            country: string;
            authority: string;
            number: string;
            version: number;
            line?: number;
          };
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasons: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          shadow: {
            code: string;
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
            table: string;
            row: string;
            basis?: string;
            values: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: string;
            };
            sentence: string;
          }[];
          outputs: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          facts?: {
            [k: string]: unknown;
          };
        }[];
        drawings: {
          certificate: {
            country: string;
            authority: string;
            number: string;
          };
          line: number;
          item: number;
          code: string;
          quantity: {
            value: string;
            unit: string;
          };
        }[];
        waitsFor: {
          code: string;
          reference: string;
        }[];
        deadline?: string;
        fallback?: boolean;
        versions: {
          declaration: number;
          certificates: {
            country: string;
            authority: string;
            number: string;
            version: number;
          }[];
          parameters: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: number;
          };
          day: string;
        };
      };
      actions: string[];
      declarantClass?: string;
      secondOfficial: boolean;
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
    };
  };
  'list-decisions': {
    readonly path: {
      id: string;
    };
    readonly query: {
      limit?: number;
      after?: number;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        declaration: string;
        country: string;
        authority: string;
        number: string;
        place: number;
        revision: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        reasons: string[];
        digest: string;
      }[];
      next?: string;
    };
  };
  'read-decision': {
    readonly path: {
      id: string;
      place: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      declaration: string;
      number: string;
      place: number;
      at: string;
      outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
      digest: string;
      items: {
        item: number;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
      }[];
      findings: {
        item: number;
        document?: {
          code: string;
          reference?: string;
          link?: 'linked' | 'unknown' | 'ambiguous' | 'unreadable' | 'foreign-type';
        };
        certificate?: {
          country: string;
          authority: string;
          number: string;
          version: number;
          line?: number;
        };
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        reasons: {
          code: string;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
          table: string;
          row: string;
          basis?: string;
          values: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          sentence: string;
        }[];
        shadow: {
          code: string;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          actor: 'nobody' | 'trader' | 'officer' | 'issuer' | 'inspector';
          table: string;
          row: string;
          basis?: string;
          values: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^.*$".
             */
            [k: string]: string;
          };
          sentence: string;
        }[];
        outputs: {
          /**
           * This interface was referenced by `undefined`'s JSON-Schema definition
           * via the `patternProperty` "^.*$".
           */
          [k: string]: string;
        };
        facts?: {
          [k: string]: unknown;
        };
      }[];
      drawings: {
        certificate: {
          country: string;
          authority: string;
          number: string;
        };
        line: number;
        item: number;
        code: string;
        quantity: {
          value: string;
          unit: string;
        };
      }[];
      waitsFor: {
        code: string;
        reference: string;
      }[];
      deadline?: string;
      fallback?: boolean;
      versions: {
        declaration: number;
        certificates: {
          country: string;
          authority: string;
          number: string;
          version: number;
        }[];
        parameters: {
          /**
           * This interface was referenced by `undefined`'s JSON-Schema definition
           * via the `patternProperty` "^.*$".
           */
          [k: string]: number;
        };
        day: string;
      };
    };
  };
  'replay-decision': {
    readonly path: {
      id: string;
      place: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      place: number;
      same: boolean;
      digest: string;
      again: string;
    };
  };
  'follow-decisions': {
    readonly path: {};
    readonly query: {
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        declaration: string;
        country: string;
        authority: string;
        number: string;
        declarant: string;
        place: number;
        revision: number;
        at: string;
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        reasons: string[];
      }[];
      next?: string;
    };
  };
  'read-balance': {
    readonly path: {
      country: string;
      authority: string;
      number: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      certificate: {
        country: string;
        authority: string;
        number: string;
      };
      state: string;
      version: number;
      lines: {
        line: number;
        code: string;
        unit: string;
        certified: string;
        held: string;
        consumed: string;
        available: string;
        claimants: number;
      }[];
      shares: {
        claimant: string;
        item: number;
        line: number;
        code: string;
        declared: string;
        declaredUnit: string;
        quantity: string;
        state: string;
        at: string;
        office?: string;
      }[];
    };
  };
  'list-balance-movements': {
    readonly path: {
      country: string;
      authority: string;
      number: string;
    };
    readonly query: {
      after?: number;
      limit?: number;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        version: number;
        action: string;
        claimant?: string;
        actor: string;
        name?: string;
        at: string;
        body: {
          [k: string]: unknown;
        };
        leaf: string;
      }[];
      next?: string;
    };
  };
  'propose-balance-correction': {
    readonly path: {
      country: string;
      authority: string;
      number: string;
    };
    readonly query: {};
    readonly body: {
      claimant: string;
      item: number;
      line: number;
      code: string;
      quantity: string;
      reason: string;
    };
    readonly answer: {
      id: string;
      number: string;
      version: number;
      state: string;
      body: {
        [k: string]: unknown;
      };
      created: string;
      updated: string;
    };
  };
  'list-balance-corrections': {
    readonly path: {};
    readonly query: {
      state?: 'proposed' | 'approved' | 'refused' | 'withdrawn';
      subject?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        number: string;
        version: number;
        state: string;
        body: {
          [k: string]: unknown;
        };
        created: string;
        updated: string;
      }[];
      next?: string;
    };
  };
  'read-balance-correction': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      correction: {
        id: string;
        number: string;
        version: number;
        state: string;
        body: {
          [k: string]: unknown;
        };
        created: string;
        updated: string;
      };
      history: {
        version: number;
        action: string;
        state: string;
        actor: string;
        behalf?: string;
        at: string;
        digest: string;
        previous?: string;
        leaf: string;
        opening?: unknown;
        change: unknown;
      }[];
      actions: string[];
    };
  };
  'decide-balance-correction': {
    readonly path: {
      id: string;
      action: 'approve' | 'refuse' | 'withdraw';
    };
    readonly query: {};
    readonly body: {
      [k: string]: unknown;
    };
    readonly answer: {
      id: string;
      number: string;
      version: number;
      state: string;
      body: {
        [k: string]: unknown;
      };
      created: string;
      updated: string;
    };
  };
  'validate-document': {
    readonly path: {};
    readonly query: {};
    readonly body: unknown;
    readonly answer: {
      digest: string;
      accepted: boolean;
      faults: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      findings: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      seal: {
        indication: string;
        subIndication?: string;
        authority?: string;
        claimedTime?: string;
        algorithm?: string;
        canonicalisation?: string;
        contentDigest?: string;
        signer?: {
          subject: string;
          issuer: string;
          serial: string;
          notBefore: string;
          notAfter: string;
          fingerprint: string;
          key: string;
        };
        remarks: {
          level: string;
          code: string;
          detail: string;
        }[];
      };
    };
  };
  'verify-seal': {
    readonly path: {};
    readonly query: {};
    readonly body: Blob;
    readonly answer: {
      digest: string;
      seal: {
        indication: string;
        subIndication?: string;
        authority?: string;
        claimedTime?: string;
        algorithm?: string;
        canonicalisation?: string;
        contentDigest?: string;
        signer?: {
          subject: string;
          issuer: string;
          serial: string;
          notBefore: string;
          notAfter: string;
          fingerprint: string;
          key: string;
        };
        remarks: {
          level: string;
          code: string;
          detail: string;
        }[];
      };
      faults: {
        area: string;
        level: string;
        code: string;
        path: string;
        detail: string;
      }[];
      bundle?: {
        lights: {
          name: 'container' | 'seal' | 'status' | 'log' | 'history' | 'related';
          light: 'passed' | 'warning' | 'failed' | 'unknown';
          code: string;
          message: string;
        }[];
        state?: string;
        asOf?: string;
      };
    };
  };
  'check-certificate': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      number: string;
      securityCode: string;
    };
    readonly answer: {
      number: string;
      country: string;
      authority: string;
      state: string;
      inForce: boolean;
      version: number;
      successor?: string;
      asOf: string;
      digest?: string;
      seal?: string;
      title: string;
      warnings?: {
        code: string;
        reference: string;
        confirmed: string;
        detail: string;
      }[];
      sections: (
        | {
            kind: 'fields';
            title: string;
            fields: {
              label: string;
              values: string[];
            }[];
          }
        | {
            kind: 'table';
            title: string;
            columns: string[];
            rows: string[][][];
          }
      )[];
    };
  };
  'read-checkpoint': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'read-tile': {
    readonly path: {
      path: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'prove-inclusion': {
    readonly path: {};
    readonly query: {
      index: number;
    };
    readonly body: undefined;
    readonly answer: {
      index: number;
      size: number;
      hashes: string[];
      checkpoint: string;
    };
  };
  'prove-consistency': {
    readonly path: {};
    readonly query: {
      from: number;
    };
    readonly body: undefined;
    readonly answer: {
      from: number;
      to: number;
      hashes: string[];
      checkpoint: string;
    };
  };
  'list-schemas': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        name: string;
        mediaType: string;
        href: string;
      }[];
    };
  };
  'read-schema': {
    readonly path: {
      path: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'list-parameters': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        name: string;
        title: string;
        about: string;
        levels: string[];
        readers: string;
      }[];
      next?: string;
    };
  };
  'read-parameter': {
    readonly path: {
      parameter: string;
    };
    readonly query: {
      at?: string;
      version?: number;
      authority?: string;
      office?: string;
    };
    readonly body: undefined;
    readonly answer: {
      name: string;
      title: string;
      about: string;
      levels: string[];
      readers: string;
      keySchema: {
        [k: string]: unknown;
      };
      valueSchema: {
        [k: string]: unknown;
      };
      forms?: {
        by: string;
        schemas: {
          /**
           * This interface was referenced by `undefined`'s JSON-Schema definition
           * via the `patternProperty` "^.*$".
           */
          [k: string]: {
            [k: string]: unknown;
          };
        };
      };
      version: number;
      at: string;
      rows: {
        key: {
          [k: string]: unknown;
        };
        value: unknown;
        level: string;
        from?: string;
        until?: string;
        version?: number;
        recorded?: string;
        change?: string;
      }[];
    };
  };
  'preview-parameter-change': {
    readonly path: {
      parameter: string;
    };
    readonly query: {};
    readonly body: {
      owner?: {
        authority?: string;
        office?: string;
      };
      /**
       * @minItems 1
       * @maxItems 500
       */
      rows: {
        key: {
          [k: string]: unknown;
        };
        value: unknown;
        from: string;
        until?: string;
      }[];
    };
    readonly answer: {
      version: number;
      rows: {
        kind: string;
        key: {
          [k: string]: unknown;
        };
        before?: unknown;
        beforeLevel?: string;
        after?: unknown;
        from: string;
        until?: string;
        startsInPast: boolean;
      }[];
      counts: {
        added: number;
        changed: number;
        ended: number;
        unchanged: number;
      };
      touches?: number;
    };
  };
  'parameter-sheet': {
    readonly path: {
      parameter: string;
    };
    readonly query: {
      format?: 'csv' | 'xlsx';
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'read-parameter-sheet': {
    readonly path: {
      parameter: string;
    };
    readonly query: {
      from?: string;
    };
    readonly body: Blob;
    readonly answer: {
      /**
       * @minItems 1
       * @maxItems 500
       */
      rows: {
        key: {
          [k: string]: unknown;
        };
        value: unknown;
        from: string;
        until?: string;
      }[];
      faults: {
        row: number;
        column?: string;
        code: string;
        detail: string;
      }[];
      unknown: string[];
      preview?: {
        version: number;
        rows: {
          kind: string;
          key: {
            [k: string]: unknown;
          };
          before?: unknown;
          beforeLevel?: string;
          after?: unknown;
          from: string;
          until?: string;
          startsInPast: boolean;
        }[];
        counts: {
          added: number;
          changed: number;
          ended: number;
          unchanged: number;
        };
        touches?: number;
      };
    };
  };
  'propose-parameter-change': {
    readonly path: {
      parameter: string;
    };
    readonly query: {};
    readonly body: {
      owner?: {
        authority?: string;
        office?: string;
      };
      reason: string;
      /**
       * @minItems 1
       * @maxItems 500
       */
      rows: {
        key: {
          [k: string]: unknown;
        };
        value: unknown;
        from: string;
        until?: string;
      }[];
    };
    readonly answer: {
      id: string;
      number: string;
      version: number;
      state: string;
      body: {
        [k: string]: unknown;
      };
      created: string;
      updated: string;
    };
  };
  'list-parameter-changes': {
    readonly path: {};
    readonly query: {
      parameter?: string;
      state?: 'proposed' | 'approved' | 'refused' | 'withdrawn';
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        number: string;
        version: number;
        state: string;
        body: {
          [k: string]: unknown;
        };
        created: string;
        updated: string;
      }[];
      next?: string;
    };
  };
  'read-parameter-change': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      change: {
        id: string;
        number: string;
        version: number;
        state: string;
        body: {
          [k: string]: unknown;
        };
        created: string;
        updated: string;
      };
      title: string;
      preview?: {
        version: number;
        rows: {
          kind: string;
          key: {
            [k: string]: unknown;
          };
          before?: unknown;
          beforeLevel?: string;
          after?: unknown;
          from: string;
          until?: string;
          startsInPast: boolean;
        }[];
        counts: {
          added: number;
          changed: number;
          ended: number;
          unchanged: number;
        };
        touches?: number;
      };
      history: {
        version: number;
        action: string;
        state: string;
        actor: string;
        behalf?: string;
        at: string;
        digest: string;
        previous?: string;
        leaf: string;
        opening?: unknown;
        change: unknown;
      }[];
      people: {
        /**
         * This interface was referenced by `undefined`'s JSON-Schema definition
         * via the `patternProperty` "^.*$".
         */
        [k: string]: string;
      };
      actions: string[];
    };
  };
  'decide-parameter-change': {
    readonly path: {
      id: string;
      action: 'approve' | 'refuse' | 'withdraw';
    };
    readonly query: {};
    readonly body: {
      [k: string]: unknown;
    };
    readonly answer: {
      id: string;
      number: string;
      version: number;
      state: string;
      body: {
        [k: string]: unknown;
      };
      created: string;
      updated: string;
    };
  };
  'check-rule-table': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      table: {
        [k: string]: unknown;
      };
      owner?: {
        authority?: string;
        office?: string;
      };
    };
    readonly answer: {
      faults: {
        code: string;
        path: string;
        detail: string;
      }[];
      warnings: {
        code: string;
        path: string;
        detail: string;
      }[];
      cases: {
        pack?: string;
        rows: string[];
        comesTo?: {
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          items?: {
            /**
             * This interface was referenced by `undefined`'s JSON-Schema definition
             * via the `patternProperty` "^[1-9]\d{0,3}$".
             */
            [k: string]: {
              outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
              /**
               * @maxItems 100
               */
              reasons?: string[];
              /**
               * @maxItems 100
               */
              passes?: string[];
              /**
               * @maxItems 100
               */
              shadow?: string[];
              /**
               * @maxItems 100
               */
              drawings?: string[];
              outputs?: {
                /**
                 * This interface was referenced by `undefined`'s JSON-Schema definition
                 * via the `patternProperty` "^.*$".
                 */
                [k: string]: {
                  /**
                   * This interface was referenced by `undefined`'s JSON-Schema definition
                   * via the `patternProperty` "^.*$".
                   */
                  [k: string]: string;
                };
              };
            };
          };
          /**
           * @maxItems 100
           */
          waits?: string[];
        };
        name: string;
        title: string;
        passed: boolean;
        differences: {
          part: string;
          expected: string;
          found: string;
        }[];
      }[];
    };
  };
  'write-test-case': {
    readonly path: {};
    readonly query: {
      authority: string;
      number: string;
    };
    readonly body: undefined;
    readonly answer: {
      given: {
        day: string;
        declaration: {
          direction?: 'import' | 'export' | 'transit';
          lodged?: string;
          arrival?: string;
          office?: string;
          procedure?: string;
          declarant?: string;
          class?: string;
          consignor?: {
            name?: string;
            id?: string;
            country?: string;
          };
          consignee?: {
            name?: string;
            id?: string;
            country?: string;
          };
          despatch?: string;
          trade?: string;
          /**
           * @maxItems 50
           */
          route?: string[];
          port?: string;
          mode?: string;
          means?: string;
          voyage?: string;
          /**
           * @maxItems 100
           */
          bills?: string[];
          /**
           * @maxItems 100
           */
          containers?: string[];
          /**
           * @maxItems 100
           */
          seals?: string[];
          /**
           * @maxItems 50
           */
          documents?: (
            | string
            | {
                code: string;
                reference: string;
                quantity?: string;
                line?: number;
              }
          )[];
          /**
           * @minItems 1
           * @maxItems 50
           */
          items: {
            commodity: string;
            description?: string;
            origin?: string;
            net?: string;
            gross?: string;
            statutory?: string;
            traded?: string;
            packages?: string;
            value?: string;
            /**
             * @maxItems 100
             */
            establishments?: string[];
            produced?: string;
            expires?: string;
            /**
             * @maxItems 50
             */
            documents?: (
              | string
              | {
                  code: string;
                  reference: string;
                  quantity?: string;
                  line?: number;
                }
            )[];
            /**
             * @maxItems 100
             */
            checks?: string[];
          }[];
        };
        /**
         * @maxItems 50
         */
        certificates?: {
          number: string;
          country: string;
          authority: string;
          type?: string;
          state?: string;
          issued?: string;
          expires?: string;
          from?: string;
          to?: string;
          /**
           * @maxItems 50
           */
          transit?: string[];
          consignor?: {
            name?: string;
            id?: string;
            country?: string;
          };
          consignee?: {
            name?: string;
            id?: string;
            country?: string;
          };
          mode?: string;
          means?: string;
          voyage?: string;
          /**
           * @maxItems 100
           */
          containers?: string[];
          /**
           * @maxItems 100
           */
          seals?: string[];
          /**
           * @maxItems 100
           */
          references?: string[];
          port?: string;
          result?: 'pass' | 'refuse' | 'request';
          /**
           * @maxItems 100
           */
          findings?: string[];
          'replaced-by'?: string | string[];
          /**
           * @maxItems 100
           */
          lines?: {
            /**
             * @maxItems 20
             */
            codes?: string[];
            /**
             * @maxItems 100
             */
            names?: string[];
            net?: string;
            gross?: string;
            /**
             * @maxItems 20
             */
            quantities?: string[];
            /**
             * @maxItems 20
             */
            packages?: string[];
            /**
             * @maxItems 50
             */
            origins?: string[];
            /**
             * @maxItems 100
             */
            establishments?: string[];
            produced?: string;
            expires?: string;
          }[];
        }[];
        /**
         * @maxItems 100
         */
        accounts?: {
          certificate: string;
          line: number;
          limit: string;
          taken: string;
          claimants: number;
        }[];
        /**
         * @maxItems 50
         */
        partners?: {
          country: string;
          agreement: boolean;
          paperless: boolean;
          reachable: boolean;
        }[];
        waiting?: {
          /**
           * This interface was referenced by `undefined`'s JSON-Schema definition
           * via the `patternProperty` "^.*$".
           */
          [k: string]: string;
        };
      };
      expect: {
        outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
        items?: {
          /**
           * This interface was referenced by `undefined`'s JSON-Schema definition
           * via the `patternProperty` "^[1-9]\d{0,3}$".
           */
          [k: string]: {
            outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
            /**
             * @maxItems 100
             */
            reasons?: string[];
            /**
             * @maxItems 100
             */
            passes?: string[];
            /**
             * @maxItems 100
             */
            shadow?: string[];
            /**
             * @maxItems 100
             */
            drawings?: string[];
            outputs?: {
              /**
               * This interface was referenced by `undefined`'s JSON-Schema definition
               * via the `patternProperty` "^.*$".
               */
              [k: string]: {
                /**
                 * This interface was referenced by `undefined`'s JSON-Schema definition
                 * via the `patternProperty` "^.*$".
                 */
                [k: string]: string;
              };
            };
          };
        };
        /**
         * @maxItems 100
         */
        waits?: string[];
      };
    };
  };
  'begin-simulation': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      table: {
        [k: string]: unknown;
      };
      owner?: {
        authority?: string;
        office?: string;
      };
      days?: number;
    };
    readonly answer: {
      id: string;
      table: string;
      state: 'running' | 'done' | 'stopped' | 'failed';
      from: string;
      until: string;
      begun: string;
      ended?: string;
      done: number;
      total: number;
      changed: number;
      exact: number;
      group: number;
      different: number;
      unreadable: number;
      outcomes: {
        before: 'pass' | 'hold' | 'inquire' | 'refuse';
        after: 'pass' | 'hold' | 'inquire' | 'refuse';
        count: number;
      }[];
      reasons: {
        code: string;
        before: number;
        after: number;
      }[];
      samples: {
        claimant: string;
        version: number;
        before: 'pass' | 'hold' | 'inquire' | 'refuse';
        after: 'pass' | 'hold' | 'inquire' | 'refuse';
        reasonsBefore: string[];
        reasonsAfter: string[];
      }[];
      countries: {
        key: string;
        items: number;
        values: {
          currency: string;
          amount: string;
        }[];
      }[];
      headings: {
        key: string;
        items: number;
        values: {
          currency: string;
          amount: string;
        }[];
      }[];
    };
  };
  'list-simulations': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        table: string;
        state: 'running' | 'done' | 'stopped' | 'failed';
        from: string;
        until: string;
        begun: string;
        ended?: string;
        done: number;
        total: number;
        changed: number;
        exact: number;
        group: number;
        different: number;
        unreadable: number;
        outcomes: {
          before: 'pass' | 'hold' | 'inquire' | 'refuse';
          after: 'pass' | 'hold' | 'inquire' | 'refuse';
          count: number;
        }[];
        reasons: {
          code: string;
          before: number;
          after: number;
        }[];
        samples: {
          claimant: string;
          version: number;
          before: 'pass' | 'hold' | 'inquire' | 'refuse';
          after: 'pass' | 'hold' | 'inquire' | 'refuse';
          reasonsBefore: string[];
          reasonsAfter: string[];
        }[];
        countries: {
          key: string;
          items: number;
          values: {
            currency: string;
            amount: string;
          }[];
        }[];
        headings: {
          key: string;
          items: number;
          values: {
            currency: string;
            amount: string;
          }[];
        }[];
      }[];
      next?: string;
    };
  };
  'read-simulation': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      table: string;
      state: 'running' | 'done' | 'stopped' | 'failed';
      from: string;
      until: string;
      begun: string;
      ended?: string;
      done: number;
      total: number;
      changed: number;
      exact: number;
      group: number;
      different: number;
      unreadable: number;
      outcomes: {
        before: 'pass' | 'hold' | 'inquire' | 'refuse';
        after: 'pass' | 'hold' | 'inquire' | 'refuse';
        count: number;
      }[];
      reasons: {
        code: string;
        before: number;
        after: number;
      }[];
      samples: {
        claimant: string;
        version: number;
        before: 'pass' | 'hold' | 'inquire' | 'refuse';
        after: 'pass' | 'hold' | 'inquire' | 'refuse';
        reasonsBefore: string[];
        reasonsAfter: string[];
      }[];
      countries: {
        key: string;
        items: number;
        values: {
          currency: string;
          amount: string;
        }[];
      }[];
      headings: {
        key: string;
        items: number;
        values: {
          currency: string;
          amount: string;
        }[];
      }[];
    };
  };
  'stop-simulation': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      id: string;
      table: string;
      state: 'running' | 'done' | 'stopped' | 'failed';
      from: string;
      until: string;
      begun: string;
      ended?: string;
      done: number;
      total: number;
      changed: number;
      exact: number;
      group: number;
      different: number;
      unreadable: number;
      outcomes: {
        before: 'pass' | 'hold' | 'inquire' | 'refuse';
        after: 'pass' | 'hold' | 'inquire' | 'refuse';
        count: number;
      }[];
      reasons: {
        code: string;
        before: number;
        after: number;
      }[];
      samples: {
        claimant: string;
        version: number;
        before: 'pass' | 'hold' | 'inquire' | 'refuse';
        after: 'pass' | 'hold' | 'inquire' | 'refuse';
        reasonsBefore: string[];
        reasonsAfter: string[];
      }[];
      countries: {
        key: string;
        items: number;
        values: {
          currency: string;
          amount: string;
        }[];
      }[];
      headings: {
        key: string;
        items: number;
        values: {
          currency: string;
          amount: string;
        }[];
      }[];
    };
  };
  'list-rule-packs': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        name: string;
        version: string;
        authority: string;
        title: string;
        about: string;
        tests: number;
        rows: number;
        changes: {
          parameter: string;
          title: string;
          key: string;
          kind: 'added' | 'changed';
        }[];
      }[];
      next?: string;
    };
  };
  'propose-rule-pack': {
    readonly path: {
      name: string;
    };
    readonly query: {};
    readonly body: {
      owner?: {
        authority?: string;
        office?: string;
      };
      from: string;
      reason: string;
    };
    readonly answer: {
      items: {
        id: string;
        number: string;
        parameter: string;
      }[];
      next?: string;
    };
  };
  'compare-shadow-rules': {
    readonly path: {};
    readonly query: {
      days?: number;
    };
    readonly body: undefined;
    readonly answer: {
      from: string;
      until: string;
      rows: {
        table: string;
        row: string;
        exact: number;
        group: number;
        different: number;
        samples: {
          kind: 'exact' | 'group' | 'different';
          claimant: string;
          version: number;
          outcome: 'pass' | 'hold' | 'inquire' | 'refuse';
          wouldBe: 'pass' | 'hold' | 'inquire' | 'refuse';
          at: string;
        }[];
      }[];
    };
  };
  'list-agreements': {
    readonly path: {};
    readonly query: {
      day?: string;
      country?: string;
      commodity?: string;
    };
    readonly body: undefined;
    readonly answer: {
      day: string;
      items: {
        country: string;
        commodity: string;
        electronic: boolean;
        paperlessFrom?: string;
        paperless: boolean;
        channel: string;
        channelTitle: string;
        note?: string;
        from?: string;
        until?: string;
      }[];
      applies?: {
        country: string;
        commodity: string;
        electronic: boolean;
        paperlessFrom?: string;
        paperless: boolean;
        channel: string;
        channelTitle: string;
        note?: string;
        from?: string;
        until?: string;
      };
    };
  };
  'list-announcements': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        title: string;
        text: string;
        language: string;
        importance: string;
        importanceTitle: string;
        audience: string;
        from?: string;
        until?: string;
        read?: boolean;
      }[];
      next?: string;
    };
  };
  'mark-announcement': {
    readonly path: {
      announcement: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: undefined;
  };
  'list-keys': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      warningDays: number;
      items: {
        kind: string;
        owner: string;
        fingerprint: string;
        subject: string;
        issuer: string;
        serial: string;
        ends: string;
        state: string;
        stateTitle: string;
        days: number;
        trustedFrom?: string;
        trustedUntil?: string;
        revoked: {
          serial: string;
          at: string;
        }[];
      }[];
    };
  };
  'propose-key-change': {
    readonly path: {};
    readonly query: {};
    readonly body:
      | {
          change: 'add-anchor';
          reason: string;
          authority: string;
          certificate: string;
          from: string;
          until?: string;
        }
      | {
          change: 'end-anchor';
          reason: string;
          fingerprint: string;
          from: string;
        }
      | {
          change: 'revoke-certificate';
          reason: string;
          fingerprint: string;
          serial: string;
          from: string;
        };
    readonly answer: {
      [k: string]: unknown;
    };
  };
  'read-exchange-board': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      asOf: string;
      days: number;
      partners: {
        partner: string;
        authority: string;
        country: string;
        state: string;
        channels: string[];
        seen: string | null;
        waiting: number;
        oldest: string | null;
        dead: number;
        messages: number;
        decided: number;
        lost: number;
        attempts: number;
        median: number | null;
        slow: number | null;
      }[];
      alarms: {
        id: string;
        rule: string;
        partner: string;
        matter: string;
        raised: string;
        measured: number;
        allowed: number;
        leaf: string;
        cleared: string | null;
      }[];
      roads: {
        partner: string;
        channel: string;
        waiting: number;
        oldest: string | null;
        dead: number;
        failures: number;
        failing_since: string | null;
        code: string | null;
        told?: string;
      }[];
      expiring: {
        partner: string;
        use: string;
        fingerprint: string;
        subject: string;
        ends: string;
        isCovered: boolean;
      }[];
      refusals: {
        partner: string;
        channel: string;
        code: string;
        told?: string;
        amount: number;
        first: string;
        latest: string;
        name: string;
      }[];
    };
  };
  'list-crossings': {
    readonly path: {};
    readonly query: {
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        frame: string | null;
        kind: string | null;
        direction: string;
        refusal: string | null;
        told?: string;
        at: string;
        leaf: string;
      }[];
      next?: string;
    };
  };
  'list-deliveries': {
    readonly path: {};
    readonly query: {
      partner?: string;
      channel?: 'rest' | 'soap' | 'wsdl' | 'smtp' | 'hub' | 'traces' | 'drop';
      type?:
        | 'certificate'
        | 'certificate-status'
        | 'verification-result'
        | 'inquiry'
        | 'inquiry-answer'
        | 'declaration-outcome'
        | 'receipt';
      state?: string;
      subject?: string;
      dead?: boolean;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        partner: string;
        authority: string;
        channel: string;
        type: string | null;
        state: string;
        digest: string;
        size: number;
        subject: string | null;
        changed: string;
        attempts: number;
        due: string | null;
        code: string | null;
        told?: string;
        posted?: string;
        sent?: string | null;
        expires?: string;
        reference?: string | null;
        closed?: boolean;
        received?: string;
        trial?: boolean;
        media_type?: string;
        envelope?: {
          [k: string]: unknown;
        } | null;
        findings?:
          | {
              level: string;
              code: string;
              path: string;
              told: string;
            }[]
          | null;
      }[];
      next?: string;
    };
  };
  'read-delivery': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      message: {
        id: string;
        partner: string;
        authority: string;
        channel: string;
        type: string | null;
        state: string;
        digest: string;
        size: number;
        subject: string | null;
        changed: string;
        attempts: number;
        due: string | null;
        code: string | null;
        told?: string;
        posted?: string;
        sent?: string | null;
        expires?: string;
        reference?: string | null;
        closed?: boolean;
        received?: string;
        trial?: boolean;
        media_type?: string;
        envelope?: {
          [k: string]: unknown;
        } | null;
        findings?:
          | {
              level: string;
              code: string;
              path: string;
              told: string;
            }[]
          | null;
      };
      events: {
        at: string;
        event: string;
        attempt: number | null;
        code: string | null;
        told?: string;
        actor: string | null;
        reason: string | null;
        leaf: string | null;
      }[];
      receipts: {
        given: boolean;
        level: string;
        outcome: string;
        at: string;
        received: string;
        findings: {
          level: string;
          code: string;
          path: string;
          told: string;
        }[];
        bytes: string;
        leaf: string;
      }[];
      translation?: {
        original: string;
        source: string;
        target: string;
        losses: {
          code: string;
          told?: string;
          path: string;
          value: string;
          became?: string;
        }[];
        defaulted: {
          path: string;
          value: string;
        }[];
        omitted: number;
      };
    };
  };
  'read-delivery-content': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'act-on-delivery': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body:
      | {
          action: 'retry' | 'discard';
          reason: string;
        }
      | {
          action: 'redirect';
          channel: 'rest' | 'soap' | 'wsdl' | 'smtp' | 'hub' | 'traces' | 'drop';
          reason: string;
        };
    readonly answer: {
      message: {
        id: string;
        partner: string;
        authority: string;
        channel: string;
        type: string | null;
        state: string;
        digest: string;
        size: number;
        subject: string | null;
        changed: string;
        attempts: number;
        due: string | null;
        code: string | null;
        told?: string;
        posted?: string;
        sent?: string | null;
        expires?: string;
        reference?: string | null;
        closed?: boolean;
        received?: string;
        trial?: boolean;
        media_type?: string;
        envelope?: {
          [k: string]: unknown;
        } | null;
        findings?:
          | {
              level: string;
              code: string;
              path: string;
              told: string;
            }[]
          | null;
      };
      events: {
        at: string;
        event: string;
        attempt: number | null;
        code: string | null;
        told?: string;
        actor: string | null;
        reason: string | null;
        leaf: string | null;
      }[];
      receipts: {
        given: boolean;
        level: string;
        outcome: string;
        at: string;
        received: string;
        findings: {
          level: string;
          code: string;
          path: string;
          told: string;
        }[];
        bytes: string;
        leaf: string;
      }[];
      translation?: {
        original: string;
        source: string;
        target: string;
        losses: {
          code: string;
          told?: string;
          path: string;
          value: string;
          became?: string;
        }[];
        defaulted: {
          path: string;
          value: string;
        }[];
        omitted: number;
      };
    };
  };
  'list-arrivals': {
    readonly path: {};
    readonly query: {
      partner?: string;
      channel?: 'rest' | 'soap' | 'wsdl' | 'smtp' | 'hub' | 'traces' | 'drop';
      type?:
        | 'certificate'
        | 'certificate-status'
        | 'verification-result'
        | 'inquiry'
        | 'inquiry-answer'
        | 'declaration-outcome'
        | 'receipt';
      state?: string;
      subject?: string;
      dead?: boolean;
      limit?: number;
      after?: string;
      conformance?: boolean;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        partner: string;
        authority: string;
        channel: string;
        type: string | null;
        state: string;
        digest: string;
        size: number;
        subject: string | null;
        changed: string;
        attempts: number;
        due: string | null;
        code: string | null;
        told?: string;
        posted?: string;
        sent?: string | null;
        expires?: string;
        reference?: string | null;
        closed?: boolean;
        received?: string;
        trial?: boolean;
        media_type?: string;
        envelope?: {
          [k: string]: unknown;
        } | null;
        findings?:
          | {
              level: string;
              code: string;
              path: string;
              told: string;
            }[]
          | null;
      }[];
      next?: string;
    };
  };
  'read-arrival': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      message: {
        id: string;
        partner: string;
        authority: string;
        channel: string;
        type: string | null;
        state: string;
        digest: string;
        size: number;
        subject: string | null;
        changed: string;
        attempts: number;
        due: string | null;
        code: string | null;
        told?: string;
        posted?: string;
        sent?: string | null;
        expires?: string;
        reference?: string | null;
        closed?: boolean;
        received?: string;
        trial?: boolean;
        media_type?: string;
        envelope?: {
          [k: string]: unknown;
        } | null;
        findings?:
          | {
              level: string;
              code: string;
              path: string;
              told: string;
            }[]
          | null;
      };
      events: {
        at: string;
        event: string;
        attempt: number | null;
        code: string | null;
        told?: string;
        actor: string | null;
        reason: string | null;
        leaf: string | null;
      }[];
      receipts: {
        given: boolean;
        level: string;
        outcome: string;
        at: string;
        received: string;
        findings: {
          level: string;
          code: string;
          path: string;
          told: string;
        }[];
        bytes: string;
        leaf: string;
      }[];
      translation?: {
        original: string;
        source: string;
        target: string;
        losses: {
          code: string;
          told?: string;
          path: string;
          value: string;
          became?: string;
        }[];
        defaulted: {
          path: string;
          value: string;
        }[];
        omitted: number;
      };
    };
  };
  'read-arrival-content': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'report-forgery': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      number: string;
      paper?: string;
      country: string;
      authority?: string;
      office?: string;
      seenCountry?: string;
      seenPlace?: string;
      seenOn?: string;
      commodity?: string;
      /**
       * @maxItems 10
       */
      signs?: string[];
      description: string;
      contact?: string;
      /**
       * @maxItems 4
       */
      photographs?: string[];
    };
    readonly answer: {
      reference: string;
      code: string;
      state: string;
    };
  };
  'list-forgeries': {
    readonly path: {};
    readonly query: {
      number?: string;
      state?: 'reported' | 'examined' | 'confirmed' | 'dismissed';
      country?: string;
      seenIn?: string;
      limit?: number;
      after?: string;
    };
    readonly body: undefined;
    readonly answer: {
      items: {
        id: string;
        number: string;
        country: string;
        authority: string;
        office?: string;
        version: number;
        state: string;
        body: {
          [k: string]: unknown;
        };
        created: string;
        updated: string;
      }[];
      next?: string;
    };
  };
  'follow-forgery': {
    readonly path: {};
    readonly query: {};
    readonly body: {
      reference: string;
      code: string;
    };
    readonly answer: {
      reference: string;
      state: string;
      stateTitle: string;
      reported: string;
      updated: string;
    };
  };
  'warn-of-forgery': {
    readonly path: {};
    readonly query: {
      number?: string;
      office?: string;
      paper?: string;
    };
    readonly body: undefined;
    readonly answer: {
      warnings: {
        code: string;
        reference: string;
        confirmed: string;
        detail: string;
      }[];
    };
  };
  'show-forgery-trends': {
    readonly path: {};
    readonly query: {
      by: 'month' | 'country' | 'seen' | 'commodity';
      from?: string;
      until?: string;
    };
    readonly body: undefined;
    readonly answer: {
      by: string;
      items: {
        key: string;
        reported: number;
        confirmed: number;
        dismissed: number;
      }[];
    };
  };
  'read-forgery': {
    readonly path: {
      id: string;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      forgery: {
        id: string;
        number: string;
        country: string;
        authority: string;
        office?: string;
        version: number;
        state: string;
        body: {
          [k: string]: unknown;
        };
        created: string;
        updated: string;
      };
      stateTitle: string;
      history: {
        version: number;
        action: string;
        state: string;
        actor: string;
        behalf?: string;
        at: string;
        digest: string;
        previous?: string;
        leaf: string;
        opening?: unknown;
        change: unknown;
      }[];
      actions: string[];
    };
  };
  'read-forgery-photograph': {
    readonly path: {
      id: string;
      place: number;
    };
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'act-on-forgery': {
    readonly path: {
      id: string;
      action: 'examine' | 'confirm' | 'dismiss' | 'retract';
    };
    readonly query: {};
    readonly body: {
      finding?: string;
      /**
       * @maxItems 10
       */
      patterns?: {
        mask?: string;
        office?: string;
        paperFrom?: string;
        paperUntil?: string;
      }[];
    };
    readonly answer: {
      id: string;
      number: string;
      country: string;
      authority: string;
      office?: string;
      version: number;
      state: string;
      body: {
        [k: string]: unknown;
      };
      created: string;
      updated: string;
    };
  };
  'read-figures': {
    readonly path: {};
    readonly query: {
      measure: string;
      by?: string;
      from?: string;
      until?: string;
      country?: string;
      destination?: string;
      direction?: 'in' | 'out';
      authority?: string;
      office?: string;
      commodity?: string;
      format?: 'json' | 'csv' | 'xlsx';
    };
    readonly body: undefined;
    readonly answer: {
      asOf: string;
      measures: {
        name: string;
        title: string;
        unit: string;
      }[];
      by: {
        name: string;
        title: string;
      }[];
      rows: {
        keys: string[];
        labels: string[];
        amounts: (number | null)[];
      }[];
      total: (number | null)[];
      truncated: boolean;
    };
  };
  'read-public-figures': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      asOf: string;
      until: string;
      smallest: number;
      totals: {
        name: string;
        title: string;
        unit: string;
        amount: number | null;
      }[];
      tables: {
        measure: string;
        title: string;
        by: string;
        byTitle: string;
        rows: {
          key: string;
          label: string;
          amount: number;
        }[];
        others?: number | null;
        othersTitle: string;
      }[];
    };
  };
  'read-verification-figures': {
    readonly path: {};
    readonly query: {
      measure: string;
      by?:
        | 'month'
        | 'country'
        | 'office'
        | 'authority'
        | 'chapter'
        | 'heading'
        | 'port'
        | 'reason'
        | 'rule'
        | 'scheme';
      from?: string;
      until?: string;
      authority?: string;
      office?: string;
      of?: 'country' | 'chapter' | 'heading' | 'port' | 'reason' | 'rule' | 'scheme';
      key?: string;
      format?: 'json' | 'csv' | 'xlsx';
    };
    readonly body: undefined;
    readonly answer: {
      asOf: string;
      measures: {
        name: string;
        title: string;
        unit: string;
      }[];
      by: {
        name: string;
        title: string;
      };
      rows: {
        key: string;
        label: string;
        amounts: (number | null)[];
      }[];
      total: (number | null)[];
      truncated: boolean;
    };
  };
  'describe-web-service': {
    readonly path: {
      service: 'exchange' | 'customs';
    };
    readonly query: {
      wsdl?: string;
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'call-web-service': {
    readonly path: {
      service: 'exchange' | 'customs';
    };
    readonly query: {};
    readonly body: Blob;
    readonly answer: Blob;
  };
  'describe-hub': {
    readonly path: {};
    readonly query: {
      wsdl?: string;
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
  'call-hub': {
    readonly path: {};
    readonly query: {};
    readonly body: Blob;
    readonly answer: Blob;
  };
  'show-status': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      asOf: string;
      version: string;
      checks: {
        name: string;
        title: string;
        ready: boolean;
      }[];
      arrived: {
        number?: string;
        country: string;
        destination?: string;
        state: string;
        at: string;
      }[];
      left: {
        number?: string;
        country: string;
        destination?: string;
        state: string;
        at: string;
      }[];
      queues: {
        name: string;
        title: string;
        waiting: number;
        oldestSeconds?: number;
      }[];
      log: {
        origin: string;
        size: number;
        root?: string;
        at?: string;
        witnesses: {
          name: string;
          cosigned?: string;
        }[];
      };
      keys: {
        expiring: number;
        next?: string;
      };
      databaseBytes?: number;
    };
  };
  'show-health': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      status: string;
    };
  };
  'show-readiness': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: {
      status: string;
      checks: {
        name: string;
        ready: boolean;
      }[];
    };
  };
  'show-metrics': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: Blob;
  };
  'read-trust': {
    readonly path: {};
    readonly query: {};
    readonly body: undefined;
    readonly answer: unknown;
  };
  'read-openapi': {
    readonly path: {};
    readonly query: {
      lang?: string;
    };
    readonly body: undefined;
    readonly answer: Blob;
  };
}
