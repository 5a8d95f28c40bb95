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
