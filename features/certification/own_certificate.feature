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

  Rule: Roots come and go one by one

    @BKD-024
    Scenario: A root that was deleted stays away behind a loss of power
      Given a station that is connected to its backend
      And the backend installed the operator root as CentralSystemRootCertificate
      And the backend deleted the operator root by its SHA256 hashes
      When the supply is cut for 60 s
      Then the backend receives BootNotification within 5 min
      And the station lists no CentralSystemRootCertificate

    @BKD-024
    Scenario: A root beside the one that vouches for the connection can be deleted
      Given a station on security profile 2
      And the backend installed the further operator 1 root as CentralSystemRootCertificate
      When the backend deletes the further operator 1 root by its SHA256 hashes
      Then the station answers DeleteCertificate with Accepted
      And the station lists exactly the operator root as CentralSystemRootCertificate

    @BKD-024
    Scenario: A root that is there already is answered, and is listed once
      Given a station that is connected to its backend
      And the backend installed the operator root as CentralSystemRootCertificate
      When the backend installs the operator root as CentralSystemRootCertificate
      Then the station answers InstallCertificate in one way or another
      And the station lists exactly the operator root as CentralSystemRootCertificate

  Rule: A station takes as many roots as it says

    @BKD-024
    Scenario: One root more than CertificateStoreMaxLength is rejected
      Given a station that is connected to its backend
      When the backend installs one root more than CertificateStoreMaxLength
      Then the station takes all of them but the last, which it rejects
