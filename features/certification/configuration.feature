Feature: Certification: configuration by the backend
  OCPP 1.6, 5.8 (GetConfiguration), 5.3 (ChangeConfiguration), 4.3 and 5.5 (DataTransfer); manual, chapter 2.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  @octt:TC_019_CS @ACC-051
  Scenario: Without a key the whole configuration is given
    When the backend asks for the whole configuration
    Then the answer has at least the keys
      | AuthorizeRemoteTxRequests       |
      | ConnectionTimeOut               |
      | HeartbeatInterval               |
      | LocalAuthorizeOffline           |
      | LocalPreAuthorize               |
      | MeterValueSampleInterval        |
      | NumberOfConnectors              |
      | SupportedFeatureProfiles        |
      | TransactionMessageAttempts      |
      | TransactionMessageRetryInterval |

  @octt:TC_019_CS @ACC-051
  Scenario: With a key that one is given
    When the backend asks for the key "NumberOfConnectors"
    Then the answer has exactly "NumberOfConnectors" with "2"

  @octt:TC_040_1_CS @ACC-051
  Scenario: A key that does not exist is named as unknown
    When the backend asks for the key "MyOwnKey"
    Then the answer names "MyOwnKey" as unknown

  @octt:TC_021_CS @ACC-052 @device
  Scenario: A key that the backend writes has its new value
    When the backend sets "MeterValueSampleInterval" to "30"
    Then the station answers ChangeConfiguration with Accepted
    And GetConfiguration for "MeterValueSampleInterval" gives "30"

  @ACC-052
  Scenario: A key that the backend wrote keeps its value over a loss of power
    Given the backend has set "MeterValueSampleInterval" to "30"
    When the supply is cut for 60 s
    Then the station reports for duty again within 5 min
    And GetConfiguration for "MeterValueSampleInterval" gives "30"

  @octt:TC_021_CS @octt:TC_070_CS @ACC-052
  Scenario: The sample interval that the backend writes is the distance of MeterValues
    Given the backend has set "MeterValueSampleInterval" to "30"
    When a vehicle is plugged in at socket 1
    And card "0A0E9B83" is presented at socket 1
    And 10 s go by
    Then the transaction's MeterValues of socket 1 come every 30 s

  @octt:TC_070_CS @BKD-024
  Scenario: A transaction is metered every minute, as the factory has set it
    Given a session of card "0A0E9B83" runs at socket 1
    Then the transaction's MeterValues of socket 1 come every 60 s

  @octt:TC_040_1_CS @ACC-052
  Scenario: A key that does not exist cannot be written
    When the backend sets "MyOwnKey" to "1"
    Then the station answers ChangeConfiguration with NotSupported

  @octt:TC_040_2_CS @ACC-052
  Scenario: A value that makes no sense is refused and changes nothing
    When the backend sets "MeterValueSampleInterval" to "-1"
    Then the station answers ChangeConfiguration with Rejected
    And GetConfiguration for "MeterValueSampleInterval" gives "60"

  @octt:TC_062_CS @BKD-024
  Scenario: Data of a vendor that the station does not know is answered so
    When the backend sends data of the vendor "org.example.nobody"
    Then the station answers DataTransfer with UnknownVendorId

  Rule: What is set is in force

    @ACC-052
    Scenario: A shorter heartbeat interval counts from now on, not from the next heartbeat
      When the backend sets "HeartbeatInterval" to "60"
      Then the station answers ChangeConfiguration with Accepted
      And the backend receives Heartbeat within 65 s

  Rule: Keys have the names, words and limits of OCPP 1.6

    @ACC-051
    Scenario: A key is found in whatever letters it is written
      When the backend asks for the key "heartbeatINTERVAL"
      Then the answer has exactly "HeartbeatInterval" with "240"

    @ACC-051
    Scenario Outline: <key> is given, and cannot be written
      When the backend sets "<key>" to "<other>"
      Then the station answers ChangeConfiguration with Rejected
      And GetConfiguration for "<key>" gives "<value>"

      Examples:
        | key                             | value | other |
        | NumberOfConnectors              | 2     | 4     |
        | GetConfigurationMaxKeys         | 20000 | 1     |
        | ConnectorPhaseRotationMaxLength | 3     | 1     |
        | MeterValuesSampledDataMaxLength | 10    | 1     |
        | MeterValuesAlignedDataMaxLength | 10    | 1     |
        | StopTxnSampledDataMaxLength     | 10    | 1     |
        | StopTxnAlignedDataMaxLength     | 10    | 1     |
        | SupportedFeatureProfilesMaxLength | 6   | 1     |
        | LocalAuthListMaxLength          | 10000 | 1     |
        | SendLocalListMaxLength          | 10000 | 1     |
        | ReserveConnectorZeroSupported   | true  | false |

    @ACC-052
    Scenario Outline: <key> takes and gives true and false
      When the backend sets "<key>" to "<value>"
      Then the station answers ChangeConfiguration with Accepted or RebootRequired
      And GetConfiguration for "<key>" gives "<value>"

      Examples:
        | key                               | value |
        | AllowOfflineTxForUnknownId        | true  |
        | AuthorizationCacheEnabled         | true  |
        | AuthorizeRemoteTxRequests         | false |
        | LocalAuthListEnabled              | false |
        | LocalAuthorizeOffline             | false |
        | LocalPreAuthorize                 | false |
        | StopTransactionOnEVSideDisconnect | false |
        | StopTransactionOnInvalidId        | false |
        | UnlockConnectorOnEVSideDisconnect | false |

    @ACC-052
    Scenario Outline: <key> takes and gives <value>
      When the backend sets "<key>" to "<value>"
      Then the station answers ChangeConfiguration with Accepted or RebootRequired
      And GetConfiguration for "<key>" gives "<value>"

      Examples:
        | key                             | value             |
        | ConnectionTimeOut               | 90                |
        | ConnectorPhaseRotation          | 0.RST,1.RST,2.STR |
        | HeartbeatInterval               | 600               |
        | ResetRetries                    | 2                 |
        | TransactionMessageAttempts      | 5                 |
        | TransactionMessageRetryInterval | 30                |

    @octt:TC_040_2_CS @ACC-052
    Scenario Outline: <key> does not take <value>
      When the backend sets "<key>" to "<value>"
      Then the station answers ChangeConfiguration with Rejected

      Examples:
        | key                        | value         |
        | AuthorizeRemoteTxRequests  | perhaps       |
        | AllowOfflineTxForUnknownId | perhaps       |
        | ConnectorPhaseRotation     | 1.XYZ         |
        | ConnectorPhaseRotation     | 1.RST,1.RTS   |
        | ConnectorPhaseRotation     | 1.RST,2.XYZ   |
        | ConnectorPhaseRotation     | 7.RST         |
        | ConnectionTimeOut          | soon          |
        | ResetRetries               | -1            |

    @ACC-051
    Scenario: No more keys are answered at a time than GetConfigurationMaxKeys
      When the backend asks for one key more than GetConfigurationMaxKeys
      Then the station refuses GetConfiguration with the error OccurenceConstraintViolation

  Rule: One value has one place, whatever it is called

    @ACC-052 @AUT-023
    Scenario: AllowOfflineTxForUnknownId is what the manual calls If in doubt allow charging
      Given the backend has set "AllowOfflineTxForUnknownId" to "true"
      And the supply was cut for 5 s
      And 60 s go by
      And the line to the backend is cut
      And 30 s go by
      When a vehicle is plugged in at socket 1
      And card "DEADBEEF" is presented at socket 1
      Then charging starts at socket 1

    @ACC-051
    Scenario Outline: If in doubt allow charging <value> is AllowOfflineTxForUnknownId <word>
      Given the operator has configured
        | If in doubt allow charging | <value> |
      And 60 s go by
      Then GetConfiguration for "AllowOfflineTxForUnknownId" gives "<word>"

      Examples:
        | value                      | word  |
        | Off                        | false |
        | On                         | true  |
        | OnImmediatelyWhenPluggedIn | true  |

    @ACC-051
    Scenario Outline: Stop Transaction Mode <value> is StopTransactionOnEVSideDisconnect <word>
      Given the operator has configured
        | Stop Transaction Mode | <value> |
      And 60 s go by
      Then GetConfiguration for "StopTransactionOnEVSideDisconnect" gives "<word>"

      Examples:
        | value                          | word  |
        | Normal                         | true  |
        | Stop only by disconnecting     | false |
        | Only by RFID/RemoteStop        | false |
        | Normal + Mode D + RCD detected | true  |

    @ACC-052
    Scenario: A word that means the present value already does not change it
      Given the operator has configured
        | Stop Transaction Mode | Stop only by disconnecting |
      And 60 s go by
      When the backend sets "StopTransactionOnEVSideDisconnect" to "false"
      Then GetConfiguration for "StopTransactionMode" gives "Stop only by disconnecting"
