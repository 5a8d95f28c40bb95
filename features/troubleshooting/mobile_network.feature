@needs-cellular
Feature: Troubleshooting: poor reception of the mobile network
  Manual, chapter 10, the connection to the backend drops. Reception is poor below -110 dBm (a figure of the harness);
  SIM cards are IoT cards, some of which roam (D-TRB-15).

  Background:
    Given a backend that listens, with a heartbeat interval of 300 s

  @TRB-040
  Scenario: Poor reception interrupts the connection, and it comes back each time
    Given a SIM card of operator A that does not roam, and operator A is received with -85 dBm
    And the operator has configured
      | Connection Type                         | GSM                 |
      | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
    And 10 min go by
    When operator A is received with -115 dBm for 2 min every 10 min, 3 times
    Then the backend sees the connection fall and come back 3 times

  @TRB-041
  Scenario: At a better place the connection holds
    Given a SIM card of operator A that does not roam, and operator A is received with -90 dBm
    When the operator configures
      | Connection Type                         | GSM                 |
      | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
    Then the backend receives BootNotification within 10 min
    And the connection does not fall for 24 h

  @TRB-042
  Scenario: With a router on the Ethernet cable the connection holds, whatever the reception is
    Given a SIM card of operator A that does not roam, and operator A is received with -115 dBm
    When the operator configures
      | Connection Type                         | Ethernet            |
      | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
    Then the backend receives BootNotification within 10 min
    And the connection does not fall for 24 h

  @TRB-043
  Scenario: With a SIM card that roams another operator is a remedy
    Given a SIM card of operator A that roams, and operator A is received with -115 dBm
    And operator B is received with -85 dBm
    When the operator configures
      | Connection Type                         | GSM                 |
      | Network selection mode                  | Manual              |
      | Requested Network operator              | B                   |
      | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
    Then the backend receives BootNotification within 10 min
    And the connection does not fall for 24 h

  @TRB-044
  Scenario: With a SIM card that does not roam another operator is none
    Given a SIM card of operator A that does not roam, and operator A is received with -115 dBm
    And operator B is received with -85 dBm
    When the operator configures
      | Connection Type                         | GSM                 |
      | Network selection mode                  | Manual              |
      | Requested Network operator              | B                   |
      | WebSockets JSON OCPP URL of the Backend | ws://csms.test/ocpp |
    Then the backend receives no BootNotification for 10 min
    And the dashboard does not show the backend as connected
