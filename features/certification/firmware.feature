Feature: Certification: firmware updates
  OCPP 1.6, 5.19 (UpdateFirmware) and 4.5 (FirmwareStatusNotification); security whitepaper, signed firmware update;
  manual, chapter 8, "Via Backend". The tags name the cases of the Open Charge Alliance that a scenario covers.

  Background:
    Given a station that is connected to its backend
    And the file server offers the update to version 5.34.0

  Rule: The backend orders an update and follows it

    @octt:TC_044_1_CS @FWU-001 @FWU-006
    Scenario: A good update is fetched, installed and reported step by step, and the new version runs
      When the backend orders the update
      Then the station reports for duty with version 5.34.0 within 15 min
      And the update is reported as "Downloading, Downloaded, Installing, Installed" within 16 min

    @FWU-004
    Scenario Outline: The file is fetched from where the backend says, over <scheme>
      When the backend orders the update with
        | scheme | <scheme> |
      Then the file is fetched whole, once, within 60 s
      And the station reports for duty with version 5.34.0 within 15 min

      Examples:
        | scheme |
        | http   |
        | https  |
        | ftp    |

    @FWU-004
    Scenario Outline: The file is fetched with the login in its address, over <scheme>
      Given the file server lets in only "station:secret"
      When the backend orders the update with
        | scheme | <scheme>       |
        | login  | station:secret |
      Then the file is fetched whole, once, within 60 s

      Examples:
        | scheme |
        | http   |
        | ftp    |

    @FWU-005
    Scenario: An update for later is not fetched before its date
      When the backend orders the update for 2 h from now
      Then nobody comes for the file for 119 min
      And the station comes for the file within 121 min

    @FWU-005
    Scenario: An update for later is remembered over a loss of power
      Given the backend ordered the update for 2 h from now
      When the supply is cut for 60 s
      Then nobody comes for the file for 110 min
      And the station comes for the file within 121 min

    @FWU-004
    Scenario: An update whose date has gone by is fetched at once
      When the backend orders the update, dated 30 days ago
      Then the station comes for the file within 10 s

    @FWU-002
    Scenario: Without a line to the backend there is no update, and it is ordered when the line is back
      Given the line to the backend is cut
      And 60 min go by
      When the line to the backend is back
      Then the station reports for duty with version 5.33.5 within 3 min
      And nobody comes for the file for 10 min
      And the update that the backend then orders is reported as "Downloading, Downloaded, Installing, Installed"

    @octt:TC_054_CS @BKD-024
    Scenario: A station without an update to do says Idle when it is asked
      When the backend triggers FirmwareStatusNotification
      Then the station answers TriggerMessage with Accepted
      And the backend is told Idle in FirmwareStatusNotification

    @octt:TC_054_CS @BKD-024
    Scenario: A station says how far its update is when it is asked
      Given the file server sends 10 bytes a second
      And the backend ordered the update
      And 30 s go by
      When the backend triggers FirmwareStatusNotification
      Then the backend is told Downloading in FirmwareStatusNotification

  Rule: A download that fails

    @octt:TC_044_2_CS @FWU-008
    Scenario: A file that is not there is reported, and the station goes on with its version
      Given the file server answers 404
      And the backend accepts card "0a0e9b83"
      When the backend orders the update with
        | retries       | 1  |
        | retryInterval | 10 |
      Then the update is reported as "Downloading, DownloadFailed" within 60 s
      And the station runs version 5.33.5 and has not restarted
      And the station still charges for card "0A0E9B83"

    @FWU-008
    Scenario Outline: A download that <misfortune> is given up, and the old version runs
      Given the file server <misfortune>
      When the backend orders the update with
        | retries       | 2  |
        | retryInterval | 10 |
      Then the update is reported as "Downloading, DownloadFailed" within 3 min
      And the station runs version 5.33.5 and has not restarted

      Examples:
        | misfortune                     |
        | is gone                        |
        | breaks off after 1000 bytes    |
        | falls silent after 1000 bytes  |
        | lets in only "somebody:else"   |

    @BKD-024
    Scenario: A failed download is tried as often, and as far apart, as the backend says
      Given the file server answers 503
      When the backend orders the update with
        | retries       | 4  |
        | retryInterval | 90 |
      Then the download is tried 4 times, 90 s apart
      And the update is reported as "Downloading, DownloadFailed" within 15 min

    @BKD-024
    Scenario: A download that succeeds at its second try is installed
      Given the file server is gone
      And the backend ordered the update with
        | retries       | 3  |
        | retryInterval | 60 |
      And 30 s go by
      When the file server is sound again
      Then the station reports for duty with version 5.34.0 within 15 min

    @BKD-024
    Scenario: What happened to an update while the line was down is told when it is back, in order
      Given the file server sends 10 bytes a second
      And the backend ordered the update
      And 30 s go by
      And the line to the backend is cut
      And 20 min go by
      When the line to the backend is back
      Then the update is reported as "Downloaded, Installing, Installed" within 5 min

    @BKD-024
    Scenario: A second order takes the place of a first one that is still being fetched
      Given the file server sends 10 bytes a second
      And the backend ordered the update
      And 30 s go by
      And the file server is sound again
      When the backend orders the update
      Then the update is reported as "Downloading, Downloaded, Installing, Installed" within 16 min

  Rule: An installation disturbs nobody, and takes nothing away

    @octt:TC_044_3_CS @FWU-009
    Scenario: A damaged file is not installed, and the station still charges
      Given 1024 bytes of the update are overwritten
      And the backend accepts card "0a0e9b83"
      When the backend orders the update
      Then the update is reported as "Downloading, Downloaded, Installing, InstallationFailed" within 60 s
      And the station runs version 5.33.5 and has not restarted
      And the station still charges for card "0A0E9B83"

    @BKD-024
    Scenario: A file that is no update is not installed
      Given the file on the server is no update at all
      When the backend orders the update
      Then the update is reported as "Downloading, Downloaded, Installing, InstallationFailed" within 60 s
      And the station runs version 5.33.5 and has not restarted

    @BKD-024
    Scenario: An update waits for the end of a running session, and the other socket is out of service meanwhile
      Given the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend orders the update
      Then the backend sees socket 2 Unavailable within 60 s
      And the backend receives no BootNotification for 60 min
      And the update begins once card "0A0E9B83" has ended the session of socket 1
      And the transaction of socket 1 stops with reason Local within 2 h

    @BKD-024
    Scenario: Both sockets are Unavailable while firmware is installed
      When the backend orders the update
      Then the backend sees both sockets Unavailable before the installation begins

    @BKD-024
    Scenario: No session begins while firmware is installed
      Given the backend accepts card "0a0e9b83"
      And the backend ordered the update
      And 30 s go by
      And a vehicle is plugged in at socket 1
      When card "0A0E9B83" is presented at socket 1
      Then no transaction starts for 60 s

    @FWU-011 @LED-023 @LED-024
    Scenario: The rings show the update light while firmware is installed, and ready green afterwards
      When the backend orders the update
      Then the ring of socket 1 is steady green, yellow and blue while the firmware is installed
      And the ring of socket 2 is steady green, yellow and blue while the firmware is installed

    @BKD-024
    Scenario Outline: A loss of power <after> after the order leaves a station that ends on the new version
      Given the file server sends 100 bytes a second
      And the backend ordered the update
      And <after> go by
      When the supply is cut for 60 s
      Then the station runs 5.34.0 within 20 min, after no other version than 5.33.5

      Examples: while it is fetched, while it is installed, and when it has been installed
        | after |
        | 20 s  |
        | 60 s  |
        | 120 s |
        | 135 s |

  Rule: A fault and an update leave each other alone

    @ERR-001 @ERR-028 @FWU-001
    Scenario Outline: A fault <when> is reported at once, and the update goes on
      Given the file server sends 100 bytes a second
      And the backend ordered the update
      And <after> go by
      When the fault "type 2 MCB open" comes at socket 1
      Then the backend is told overCurrentFailure with "MCB of type 2 socket triggered" for socket 1
      And the station reports for duty with version 5.34.0 within 15 min

      Examples:
        | when                         | after |
        | while an update is fetched   | 20 s  |
        | while an update is installed   | 60 s  |

  Rule: An update that is signed by the manufacturer

    @octt:TC_080_CS @BKD-024
    Scenario: A signed update is checked, installed and reported with its number
      When the backend orders signed update 17 with a certificate that is genuine
      Then the station answers SignedUpdateFirmware with Accepted
      And the station reports for duty with version 5.34.0 within 15 min
      And signed update 17 is reported as "Downloading, Downloaded, SignatureVerified, Installing, InstallRebooting, Installed" within 16 min

    @octt:TC_081_CS @BKD-024
    Scenario: A file that is not what was signed is not installed
      Given the file server offers the update to version 5.35.0
      When the backend orders signed update 18 with a certificate that is genuine
      Then signed update 18 is reported as "Downloading, Downloaded, InvalidSignature" within 60 s
      And the backend learns of InvalidFirmwareSignature within 60 s
      And the station runs version 5.33.5 and has not restarted

    @BKD-024
    Scenario Outline: An update with a certificate that is <kind> is refused and not fetched
      When the backend orders signed update 19 with a certificate that is <kind>
      Then the station answers SignedUpdateFirmware with <status>
      And the backend learns of InvalidFirmwareSigningCertificate within 60 s
      And nobody comes for the file for 10 min

      Examples:
        | kind    | status             |
        | foreign | InvalidCertificate |
        | expired | InvalidCertificate |
        | revoked | RevokedCertificate |

    @BKD-024
    Scenario: A signed update takes the place of one that is still being fetched
      Given the file server sends 10 bytes a second
      And the backend ordered signed update 20 with a certificate that is genuine
      And 30 s go by
      When the backend orders signed update 21 with a certificate that is genuine
      Then the station answers SignedUpdateFirmware with AcceptedCanceled

    @BKD-024
    Scenario: A signed update is not installed before its date
      When the backend orders signed update 22, to be installed in 60 min
      Then signed update 22 is reported as "Downloading, Downloaded, SignatureVerified, InstallScheduled" within 60 s
      And the backend receives no BootNotification for 60 min
      And the station reports for duty with version 5.34.0 within 75 min

  Rule: The station says what it can do

    @BKD-024
    Scenario: The station names its protocols for files
      When the backend asks for the key "SupportedFileTransferProtocols"
      Then the answer has "SupportedFileTransferProtocols" with "HTTP" in its list

    @BKD-024
    Scenario: The station names Firmware Management among its profiles
      Then the station claims the profile FirmwareManagement
