Feature: Backend: what the station reports, and a lost backend on the LED
  Manual, chapter 4, Meer instellingen: Send informative, error and USB error StatusNotifications; Display backend
  disconnect as error.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  Rule: A lost backend on the LED

    @BKD-072 @ERR-057
    Scenario: On: the LED is not ready green without a connection
      Given the operator has configured
        | Display backend disconnect as error | On |
      And 60 s go by
      When the line to the backend is cut
      Then the LED of socket 1 leaves steady green within 3 min

    @BKD-072 @ERR-057
    Scenario: On: the LED is ready green while the connection stands
      Given the operator has configured
        | Display backend disconnect as error | On |
      And 60 s go by
      And the line to the backend is cut
      And 10 min go by
      When the line to the backend is back
      Then the LED of socket 1 is steady green within 3 min

    @BKD-073 @ERR-057
    Scenario: Off, the factory value: the LED does not show a lost connection
      When the line to the backend is cut
      Then the LED of socket 1 is steady green for 10 min

    @BKD-073
    Scenario: Display backend disconnect as error is Off from the factory
      Then "Display backend disconnect as error" on page "Backend" reads "Off"

  Rule: Purely informative reports

    @BKD-074
    Scenario: On: the temperature of the controller is reported
      Given the operator has configured
        | Send informative StatusNotifications | On |
      And 60 s go by
      When the controller of socket 1 reaches 62 degrees Celsius
      Then a StatusNotification that names "62" comes within 10 min

    @BKD-075
    Scenario: Off: the temperature of the controller is not reported
      Given the operator has configured
        | Send informative StatusNotifications | Off |
      And 60 s go by
      When the controller of socket 1 reaches 62 degrees Celsius
      Then no StatusNotification with information comes for 10 min

    @BKD-075
    Scenario: Off: nor is that of the controller of socket 2
      Given the operator has configured
        | Send informative StatusNotifications | Off |
      And 60 s go by
      When the controller of socket 2 reaches 62 degrees Celsius
      Then no StatusNotification with information comes for 10 min

  Rule: Errors

    @BKD-076
    Scenario: On: a stuck actuator is reported
      Given the operator has configured
        | Send error StatusNotifications | On |
      And a session of card "0A0E9B83" runs at socket 1
      And the lock actuator of socket 1 does not move
      When card "0A0E9B83" is presented at socket 1
      Then the backend is told of ConnectorLockFailure at socket 1 within 30 s

    @BKD-077
    Scenario: Off: a stuck actuator is not reported
      Given the operator has configured
        | Send error StatusNotifications | Off |
      And a session of card "0A0E9B83" runs at socket 1
      And the lock actuator of socket 1 does not move
      When card "0A0E9B83" is presented at socket 1
      Then no StatusNotification with an error comes for 10 min
      And no StatusNotification with information comes for 10 min

  Rule: Errors in the USB communication of a twin station

    @BKD-078
    Scenario: On: a lost USB link between master and slave is reported
      Given the operator has configured
        | Send USB error StatusNotifications | On |
      And 60 s go by
      When the USB link between master and slave is lost
      Then a StatusNotification with an error comes within 30 s

    @BKD-078
    Scenario: On: the USB link's return is reported
      Given the operator has configured
        | Send USB error StatusNotifications | On |
      And 60 s go by
      And the USB link between master and slave was lost
      And 60 s go by
      When the USB link between master and slave is back
      Then a StatusNotification without an error comes within 30 s

    @BKD-079
    Scenario: Off: a lost USB link between master and slave is not reported
      Given the operator has configured
        | Send USB error StatusNotifications | Off |
      And 60 s go by
      When the USB link between master and slave is lost
      Then no StatusNotification with an error comes for 10 min
      And no StatusNotification with information comes for 10 min

  Rule: State changes of a connector are reported whatever is switched off

    Scenario Outline: With <parameter> Off a connector's changes are still reported
      Given the operator has configured
        | <parameter> | Off |
      And 60 s go by
      When a vehicle is plugged in at socket 1
      And card "0A0E9B83" is presented at socket 1
      Then the backend sees socket 1 Charging within 30 s

      @BKD-075
      Examples:
        | parameter                            |
        | Send informative StatusNotifications |

      @BKD-077
      Examples:
        | parameter                      |
        | Send error StatusNotifications |

      @BKD-079
      Examples:
        | parameter                          |
        | Send USB error StatusNotifications |

    @BKD-077
    Scenario: Off: that a stuck actuator takes the connector out of operation is reported
      Given the operator has configured
        | Send error StatusNotifications | Off |
      And a session of card "0A0E9B83" runs at socket 1
      And the lock actuator of socket 1 does not move
      When card "0A0E9B83" is presented at socket 1
      Then the backend sees socket 1 Faulted within 30 s
