Feature: Certification: diagnostics and logs
  OCPP 1.6, 5.8 (GetDiagnostics) and 4.4 (DiagnosticsStatusNotification); security whitepaper, GetLog. The tags name
  the cases of the Open Charge Alliance that a scenario covers.

  Background:
    Given a station that is connected to its backend

  Rule: The backend asks for diagnostics

    @octt:TC_045_1_CS @BKD-024
    Scenario Outline: Diagnostics are uploaded over <scheme> under the name in the answer
      When the backend asks for diagnostics with
        | scheme | <scheme> |
      Then the diagnostics are reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and is not empty

      Examples:
        | scheme |
        | http   |
        | https  |
        | ftp    |

    @BKD-100
    Scenario: Diagnostics tell what happened in a session
      Given the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend asks for diagnostics
      Then the diagnostics are reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and holds "socket 1"

    @octt:TC_045_2_CS @BKD-024
    Scenario Outline: An upload that fails because the file server <misfortune> is reported
      Given the file server <misfortune>
      When the backend asks for diagnostics with
        | retries       | 2  |
        | retryInterval | 10 |
      Then the diagnostics are reported as "Uploading, UploadFailed" within 3 min

      Examples:
        | misfortune                   |
        | is gone                      |
        | answers 507                  |
        | breaks off after 10 bytes    |
        | lets in only "somebody:else" |

    @BKD-024
    Scenario: A failed upload is tried as often, and as far apart, as the backend says
      Given the file server answers 503
      When the backend asks for diagnostics with
        | retries       | 3  |
        | retryInterval | 45 |
      Then the upload is tried 3 times, 45 s apart

    @BKD-024
    Scenario: Without anything to tell there is no file name and no upload
      Given 10 min go by
      When the backend asks for diagnostics of the last 60 s
      Then the station answers GetDiagnostics without a file name
      And nothing is uploaded for 5 min

    @BKD-100
    Scenario: Diagnostics begin at the time that the backend names
      Given the supply was cut for 60 s
      And 10 min go by
      And the line to the backend is cut
      And 30 s go by
      And the line to the backend is back
      And 60 s go by
      When the backend asks for diagnostics of the last 5 min
      Then the diagnostics are reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and holds "the line to the backend stands"
      And it does not hold "booted"

    @BKD-100
    Scenario: Diagnostics end at the time that the backend names
      Given 10 min go by
      And the backend accepts card "0a0e9b83"
      And a session of card "0A0E9B83" runs at socket 1
      When the backend asks for diagnostics from before the last 5 min
      Then the diagnostics are reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and holds "the line to the backend stands"
      And it does not hold "session begins"

    @BKD-024
    Scenario: What became of an upload while the line was down is told when it is back
      Given the file server falls silent after 10 bytes
      And the backend asked for diagnostics
      And 5 s go by
      And the line to the backend is cut
      And 10 min go by
      When the line to the backend is back
      Then the diagnostics are reported as "UploadFailed" within 5 min

    @BKD-024
    Scenario: An upload that a loss of power has ended is reported as failed
      Given the file server falls silent after 10 bytes
      And the backend asked for diagnostics
      And 5 s go by
      When the supply is cut for 60 s
      Then the diagnostics are reported as "UploadFailed" within 5 min

    @octt:TC_054_CS @BKD-024
    Scenario: A station without an upload says Idle when it is asked
      When the backend triggers DiagnosticsStatusNotification
      Then the station answers TriggerMessage with Accepted
      And the backend is told Idle in DiagnosticsStatusNotification

    @octt:TC_054_CS @BKD-024
    Scenario: A station that uploads says so when it is asked
      Given the file server falls silent after 10 bytes
      And the backend asked for diagnostics
      And 5 s go by
      When the backend triggers DiagnosticsStatusNotification
      Then the backend is told Uploading in DiagnosticsStatusNotification

  Rule: The backend asks for a log

    @octt:TC_079_CS @BKD-024
    Scenario: The security log is uploaded and reported with its number
      When the backend asks for the SecurityLog with number 31
      Then the station answers GetLog with Accepted
      And log 31 is reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and is not empty

    @BKD-024
    Scenario: The diagnostics log is uploaded and reported with its number
      When the backend asks for the DiagnosticsLog with number 32
      Then log 32 is reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and is not empty

    @BKD-100
    Scenario: The security log tells of an update that was not what was signed
      Given the file server offers the update to version 5.35.0
      And the backend ordered signed update 18 with a certificate that is genuine
      And 30 s go by
      When the backend asks for the SecurityLog with number 33
      Then log 33 is reported as "Uploading, Uploaded" within 60 s
      And the file named in the answer is uploaded and holds "InvalidFirmwareSignature"

    @BKD-024
    Scenario Outline: An upload of a log that fails because the file server <misfortune> is reported as <status>
      Given the file server <misfortune>
      When the backend asks for the SecurityLog with number 34
      Then log 34 is reported as "Uploading, <status>" within 60 s

      Examples:
        | misfortune                   | status           |
        | is gone                      | UploadFailure    |
        | answers 403                  | PermissionDenied |

    @BKD-024
    Scenario: A second order for a log takes the place of the first
      Given the file server falls silent after 10 bytes
      And the backend asked for the SecurityLog with number 35
      And 5 s go by
      And the file server is sound again
      When the backend asks for the DiagnosticsLog with number 36
      Then the station answers GetLog with AcceptedCanceled
      And log 36 is reported as "Uploading, Uploaded" within 60 s

    @BKD-024
    Scenario: A log that has nothing to tell is refused
      When the backend asks for the SecurityLog from 60 min in the future
      Then the station answers GetLog with Rejected
      And nothing is uploaded for 5 min
