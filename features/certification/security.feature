Feature: Certification: security profiles, certificates and security events
  OCPP 1.6, "Improved security for OCPP 1.6-J", edition 2 (the security whitepaper): profiles and passwords (A01, A05),
  certificates (A02, M03, M04, M05), security events (A04). The manual's field "HTTP Basic Authentication password" is
  the whitepaper's AuthorizationKey.

  Rule: The station logs in with its password

    @octt:TC_085_CS @BKD-033
    Scenario: The identity is the user name, the manual's field the password
      Given a backend that takes only stations with the password "OCA_OCTT_admin_test"
      When the operator configures the backend with the password "OCA_OCTT_admin_test"
      Then the station comes without TLS and logs in with "OCA_OCTT_admin_test" within 3 min

    @octt:TC_073_CS @BKD-033
    Scenario: A password that the backend sets is in force at once, on a new connection
      Given a station on security profile 1
      When the backend sets the password to "another password"
      Then the station answers ChangeConfiguration with Accepted
      And the station comes without TLS and logs in with "another password" within 3 min
      And the backend receives BootNotification within 3 min

    @BKD-033
    Scenario: A password that the backend sets outlasts a loss of power
      Given a station on security profile 1
      And the backend has set "AuthorizationKey" to "616e6f746865722070617373776f7264"
      And the backend takes only stations with the password "another password" from now on
      When the supply is cut for 60 s
      Then the station comes without TLS and logs in with "another password" within 5 min

    @BKD-033
    Scenario Outline: A password that <is wrong> is refused, and the old one stays
      Given a station on security profile 1
      When the backend sets "AuthorizationKey" to "<value>"
      Then the station answers ChangeConfiguration with Rejected
      And the line stays as it is for 3 min

      Examples:
        | is wrong                | value                              |
        | is shorter than 16 byte | 303132333435363738393031323334     |
        | is not hexadecimal      | OCA_OCTT_admin_test_without_hexing |

    @BKD-024
    Scenario: The password can be written and not read
      Given a station on security profile 1
      Then the station's password is in no answer to GetConfiguration

  Rule: The backend raises the security profile, and never lowers it

    @octt:TC_083_CS @octt:TC_086_CS @BKD-024
    Scenario: From profile 1 to profile 2 the station comes back over TLS, and stays there
      Given a station on security profile 1
      And the backend has installed the root of its operator
      When the backend raises the security profile to 2
      Then the station answers ChangeConfiguration with Accepted
      And the station comes with TLS and logs in with "OCA_OCTT_admin_test" within 3 min
      And the backend receives BootNotification within 3 min
      And GetConfiguration for "SecurityProfile" gives "2"

    @octt:TC_083_CS @octt:TC_087_CS @BKD-024
    Scenario: From profile 2 to profile 3 the station comes back with its own certificate
      Given a station on security profile 2
      And the station has a certificate of its own
      And the backend takes only stations with a certificate of their own from now on
      When the backend raises the security profile to 3
      Then the station answers ChangeConfiguration with Accepted
      And the station comes with the certificate that was signed within 3 min
      And the backend receives BootNotification within 3 min

    @octt:TC_083_CS @BKD-024
    Scenario: A profile that was raised outlasts a hard reset
      Given a station on security profile 2
      When the backend asks for a Hard reset
      Then the station comes with TLS and logs in with "OCA_OCTT_admin_test" within 3 min

    @octt:TC_087_CS @BKD-024
    Scenario: The station's own certificate outlasts a loss of power
      Given a station on security profile 3
      When the supply is cut for 60 s
      Then the station comes with the certificate that was signed within 5 min

    @octt:TC_084_CS @BKD-024
    Scenario Outline: Profile <from> is not lowered to <to>
      Given a station on security profile <from>
      When the backend lowers the security profile to <to>
      Then the station answers ChangeConfiguration with Rejected
      And GetConfiguration for "SecurityProfile" gives "<from>"
      And the line stays as it is for 3 min

      Examples:
        | from | to |
        | 1    | 0  |
        | 2    | 1  |
        | 3    | 2  |

    @BKD-024
    Scenario: The profile that the station has is no raise
      Given a station on security profile 1
      When the backend writes security profile 1 again
      Then the station answers ChangeConfiguration with Rejected
      And the line stays as it is for 3 min

    @BKD-024
    Scenario Outline: Profile <wanted> is refused <without>
      Given <station>
      When the backend raises the security profile to <wanted>
      Then the station answers ChangeConfiguration with Rejected
      And the line stays as it is for 3 min

      Examples:
        | wanted | without                           | station                                  |
        | 1      | without a password                | a station that is connected to its backend |
        | 2      | without a root to trust           | a station on security profile 1          |
        | 3      | without a certificate of its own  | a station on security profile 2          |

    @BKD-024
    Scenario: Profile 2 is refused without a password though there is a root to trust
      Given a station that is connected to its backend
      And the backend has installed the root of its operator
      When the backend raises the security profile to 2
      Then the station answers ChangeConfiguration with Rejected
      And the line stays as it is for 3 min

    @BKD-024
    Scenario: A profile that has worked does not give way any more, not after a loss of power either
      Given a station on security profile 1
      And the backend has installed the root of its operator
      And the backend raised the security profile to 2
      And 3 min go by
      And the backend's port with TLS is out of order
      When the supply is cut for 60 s
      Then the station does not connect for 30 min

    @BKD-024
    Scenario: A profile under which there is no connection gives way to the one before
      Given a station on security profile 1
      And the backend has installed the root of its operator
      And the backend's port with TLS is out of order
      When the backend raises the security profile to 2
      Then the station answers ChangeConfiguration with Accepted
      And the station comes without TLS and logs in with "OCA_OCTT_admin_test" within 5 min
      And GetConfiguration for "SecurityProfile" gives "1"

  Rule: The station has a certificate of its own

    @octt:TC_074_CS @BKD-024
    Scenario: A certificate is renewed at the backend's wish, for a new key, and used at once
      Given a station on security profile 3
      When the backend wants the station's certificate renewed
      Then the station answers ExtendedTriggerMessage with Accepted
      And the station asks for a certificate of "Stationproof Charging" for "PS2-0000001"
      And the station answers CertificateSigned with Accepted
      And the station comes with the certificate that was signed within 3 min
      And each request for a certificate is for another key
      And no private key is in any message of the station

    @BKD-024
    Scenario: Without the operator's name there is nothing to ask for
      Given a station that is connected to its backend
      When the backend wants the station's certificate renewed
      Then the station answers ExtendedTriggerMessage with Rejected
      And the backend receives no SignCertificate for 3 min

    @octt:TC_077_CS @BKD-024
    Scenario Outline: A certificate that is <fault> is rejected and reported
      Given a station on security profile 2
      And the operator's name is "Stationproof Charging"
      And the authority's next certificates are <fault>
      When the backend wants the station's certificate renewed
      Then the station answers CertificateSigned with Rejected
      And the backend receives the security event InvalidChargePointCertificate within 10 s

      Examples:
        | fault                |
        | expired              |
        | for another key      |
        | of another authority |
        | for another station  |
        | for another operator |

    @octt:TC_077_CS @BKD-024
    Scenario: The old certificate stays in use where the new one is rejected
      Given a station on security profile 3
      And the authority's next certificates are expired
      When the backend wants the station's certificate renewed
      Then the station answers CertificateSigned with Rejected
      And the line stays as it is for 3 min

  Rule: The backend installs and deletes roots

    @BKD-024
    Scenario Outline: A root that is installed as <use> is listed by its hashes
      Given a station that is connected to its backend
      When the backend installs the <kind> root as <use>
      Then the station answers InstallCertificate with Accepted
      And the station lists exactly the <kind> root as <use>
      And the station lists no <other>

      @octt:TC_075_1_CS
      Examples:
        | kind         | use                          | other                        |
        | manufacturer | ManufacturerRootCertificate  | CentralSystemRootCertificate |

      @octt:TC_075_2_CS
      Examples:
        | kind         | use                          | other                        |
        | operator     | CentralSystemRootCertificate | ManufacturerRootCertificate  |

    @octt:TC_076_CS @BKD-024
    Scenario Outline: A root is deleted by its <algorithm> hashes
      Given a station that is connected to its backend
      And the backend installed the operator root as CentralSystemRootCertificate
      When the backend deletes the operator root by its <algorithm> hashes
      Then the station answers DeleteCertificate with Accepted
      And the station lists no CentralSystemRootCertificate

      Examples:
        | algorithm |
        | SHA256    |
        | SHA384    |
        | SHA512    |

    @octt:TC_076_CS @BKD-024
    Scenario: A root that is not there cannot be deleted
      Given a station that is connected to its backend
      And the backend installed the operator root as CentralSystemRootCertificate
      When the backend deletes the manufacturer root by its SHA256 hashes
      Then the station answers DeleteCertificate with NotFound
      And the station lists exactly the operator root as CentralSystemRootCertificate

    @octt:TC_076_CS @BKD-024
    Scenario: The root that vouches for the connection is not deleted
      Given a station on security profile 2
      When the backend deletes the operator root by its SHA256 hashes
      Then the station answers DeleteCertificate with Failed
      And the station lists exactly the operator root as CentralSystemRootCertificate

    @BKD-024
    Scenario: Roots outlast a loss of power
      Given a station that is connected to its backend
      And the backend installed the operator root as CentralSystemRootCertificate
      When the supply is cut for 60 s
      Then the backend receives BootNotification within 5 min
      And the station lists exactly the operator root as CentralSystemRootCertificate

    @octt:TC_078_CS @BKD-024
    Scenario Outline: <what> is not installed as root of the central system, and reported
      Given a station that is connected to its backend
      When the backend installs the <kind> root as CentralSystemRootCertificate
      Then the station answers InstallCertificate with Rejected
      And the backend receives the security event InvalidCentralSystemCertificate within 10 s
      And the station lists no CentralSystemRootCertificate

      Examples:
        | what                                  | kind           |
        | A root that has expired               | expired        |
        | A certificate that is of no authority | no authority   |
        | What is no certificate                | no certificate |

    @octt:TC_078_CS @BKD-024
    Scenario Outline: A backend whose certificate is <situation> is not spoken to, and reported when it is sound again
      Given a station on security profile 2
      And the backend's certificate is <situation> from now on
      And the line to the backend is cut
      And 10 s go by
      And the line to the backend is back
      And 60 s go by
      When the backend's certificate is valid from now on
      Then the backend receives the security event InvalidCentralSystemCertificate within 3 min

      Examples:
        | situation                 |
        | expired                   |
        | issued for another host   |
        | from an unknown authority |

  Rule: Critical security events are told, none is lost, and nothing else waits for them

    @BKD-024
    Scenario: A boot is reported
      Given a station that is connected to its backend
      When the supply is cut for 60 s
      Then the backend receives the security event StartupOfTheDevice within 5 min

    @BKD-024
    Scenario: A reset is reported, then the boot behind it
      Given a station that is connected to its backend
      When the backend asks for a Hard reset
      Then the backend receives the security events ResetOrReboot, StartupOfTheDevice in this order within 5 min

    @BKD-024
    Scenario: Setting the clock is reported
      Given a backend that listens, with a heartbeat interval of 300 s
      When the operator configures the backend over the local network
      Then the backend receives the security event SettingSystemTime within 5 min

    @BKD-024
    Scenario: What is not critical stays in the security log
      Given a station on security profile 1
      When the backend sets the password to "another password"
      Then the backend receives BootNotification within 3 min
      And the backend receives no security event ReconfigurationOfSecurityParameters for 3 min

    @BKD-024
    Scenario: Security events that the backend did not take wait for it over a loss of power, in order
      Given a station that is connected to its backend
      And the backend does not answer security events
      And the backend installed the expired root as CentralSystemRootCertificate
      When the supply is cut for 60 s and the backend answers security events again meanwhile
      Then the backend receives the security events InvalidCentralSystemCertificate, StartupOfTheDevice in this order within 5 min

    @BKD-024
    Scenario: A security event that the backend has taken is not told again after a loss of power
      Given a station that is connected to its backend
      And the backend installed the expired root as CentralSystemRootCertificate
      And 60 s go by
      When the supply is cut for 60 s
      Then the backend receives the security event StartupOfTheDevice within 5 min
      And the backend receives no security event InvalidCentralSystemCertificate for 10 min

    @BKD-024
    Scenario: A backend that knows no security events still gets its transactions, and is not asked for ever
      Given a station that is connected to its backend
      And the backend knows nothing of security events
      And the backend accepts card "0a0e9b83"
      And the backend installed the expired root as CentralSystemRootCertificate
      When a vehicle is plugged in at socket 1
      And card "0A0E9B83" is presented at socket 1
      Then a transaction of "0a0e9b83" starts at socket 1
      And the backend receives SecurityEventNotification at most 3 times in 1 h

  Rule: The extended trigger

    @BKD-024
    Scenario Outline: The extended trigger brings <message>
      Given a station that is connected to its backend
      When the backend triggers <message> by the extended trigger
      Then the station answers ExtendedTriggerMessage with Accepted
      And the backend receives <message> within 10 s

      Examples:
        | message            |
        | BootNotification   |
        | Heartbeat          |
        | StatusNotification |

    @BKD-024
    Scenario Outline: The extended trigger for connector <connector> brings the status of this one
      Given a station that is connected to its backend
      When the backend triggers StatusNotification of connector <connector> by the extended trigger
      Then the station answers ExtendedTriggerMessage with Accepted
      And the backend sees socket <connector> Available within 10 s
      And the backend sees no status of socket <other> for 10 s

      Examples:
        | connector | other |
        | 1         | 2     |
        | 2         | 1     |

    @BKD-024
    Scenario: The extended trigger for a connector that does not exist is refused
      Given a station that is connected to its backend
      When the backend triggers StatusNotification of connector 7 by the extended trigger
      Then the station answers ExtendedTriggerMessage with Rejected
