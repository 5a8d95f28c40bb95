Feature: Backend: when settings take effect, and what the backend may read
  Manual, chapter 4: Save & Restart ends every step; Allow long get configuration keys; parameters of the providers.

  Background:
    Given a station that is connected to its backend

  Rule: Settings take effect with Save & Restart

    @BKD-028
    Scenario: A new URL that is only saved leaves the connection as it is
      When the operator types without saving
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/other |
      And the operator saves without a restart
      Then the station does not connect for 11 min
      And the backend receives Heartbeat within 11 min

    @BKD-028
    Scenario: A new URL is used after Save & Restart
      When the operator configures
        | WebSockets JSON OCPP URL of the Backend | ws://csms.test/other |
      Then the station connects without TLS, with the path "/other/%2B49%2A839%2A0000000001"

    @BKD-095
    Scenario: Further settings that were not saved are as they were
      When the operator types without saving
        | Backend connection timeout           | 33  |
        | Send informative StatusNotifications | Off |
      And the supply is cut for 10 s
      Then "Backend connection timeout" on page "Backend" reads "60"
      And "Send informative StatusNotifications" on page "Backend" reads "On"

    @BKD-095
    Scenario: Further settings are stored with Save & Restart
      Given the operator has configured
        | Backend connection timeout           | 33  |
        | Send informative StatusNotifications | Off |
      When the supply is cut for 10 s
      Then "Backend connection timeout" on page "Backend" reads "33"
      And "Send informative StatusNotifications" on page "Backend" reads "Off"

  Rule: Long values

    @BKD-093
    Scenario: Allow long get configuration keys On: a value of more than 500 characters is returned whole
      Given the operator has configured
        | Allow long get configuration keys | On |
      And the local whitelist holds 80 entries
      And 60 s go by
      When the backend asks for the whole configuration
      Then the answer holds the whole local whitelist

    @BKD-094
    Scenario: Allow long get configuration keys Off: no value has more than 500 characters
      Given the operator has configured
        | Allow long get configuration keys | Off |
      And the local whitelist holds 80 entries
      And 60 s go by
      When the backend asks for the whole configuration
      Then no value in the answer has more than 500 characters

  Rule: Parameters of the providers

    @BKD-096
    Scenario: The station takes the parameters of TotalEnergies
      Given the operator has configured
        | OCPP Mode               | OCPP-J 1.6 |
        | Access Point Name (APN) | wlapn.com  |
        | APN Username            | g2m        |
        | APN Password            | g2m        |
      When the supply is cut for 10 s
      Then "OCPP Mode" on page "Backend" reads "OCPP-J 1.6"
      And "Access Point Name (APN)" on page "Network" reads "wlapn.com"
      And "APN Username" on page "Network" reads "g2m"
      And "APN Password" on page "Network" reads "g2m"

    @BKD-097
    Scenario Outline: The station takes the parameters of E-Flux, the access point as the <place> writes it
      Given the operator has configured
        | OCPP Mode               | OCPP-J 1.6 |
        | Access Point Name (APN) | <apn>      |
        | APN Username            |            |
        | APN Password            |            |
      When the supply is cut for 10 s
      Then "OCPP Mode" on page "Backend" reads "OCPP-J 1.6"
      And "Access Point Name (APN)" on page "Network" reads "<apn>"
      And "APN Username" on page "Network" reads ""
      And "APN Password" on page "Network" reads ""

      Examples:
        | place       | apn          |
        | quick start | m2m.services |
        | table       | m2m.com      |
