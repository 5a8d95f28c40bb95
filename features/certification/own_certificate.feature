Feature: Certification: periods of the station's certificate, and the room for roots
  OCPP 1.6, "Improved security for OCPP 1.6-J", edition 2 (the security whitepaper): renewing the charge point
  certificate (A02, A03), and how many roots a station keeps (7.4, CertificateStoreMaxLength).

  Rule: A certificate is used from when it begins, and renewed before it ends

    @BKD-024
    Scenario: A certificate whose period has not begun is used when it begins
      Given a station on security profile 3
      And the authority's next certificates are valid from tomorrow on
      When the backend wants the station's certificate renewed
      Then the station answers CertificateSigned with Accepted
      And the line stays as it is for 12 h
      And the station comes with the certificate that was signed within 17 h

    @BKD-024
    Scenario: A certificate that waits for its period outlasts a loss of power
      Given a station on security profile 3
      And the authority's next certificates are valid from tomorrow on
      And the backend has had the station's certificate signed
      And the supply was cut for 60 s
      When 5 min go by
      Then the station comes with the certificate that was signed within 17 h

    @BKD-024
    Scenario: A certificate in its last month is renewed without being asked
      Given a station on security profile 2
      And the authority's next certificates are valid for a month
      And the backend has had the station's certificate signed
      When the authority's certificates are valid for years again
      Then the station asks for a certificate of "Stationproof Charging" for "PS2-0000001" within 2 days

    @BKD-024
    Scenario: A certificate that is valid for years is not renewed by itself
      Given a station on security profile 2
      And the operator's name is "Stationproof Charging"
      When the backend wants the station's certificate renewed
      Then the backend receives SignCertificate once in 25 h

  Rule: A station takes as many roots as it says

    @BKD-024
    Scenario: One root more than CertificateStoreMaxLength is rejected
      Given a station that is connected to its backend
      When the backend installs one root more than CertificateStoreMaxLength
      Then the station takes all of them but the last, which it rejects
