Feature: Troubleshooting: the log files
  Manual, chapter 10, other faults. What the table does not list is found with the log files, which the configuration
  interface gives as one ZIP file.

  Background:
    Given a station that is connected to its backend
    And the backend accepts card "0a0e9b83"

  @TRB-072
  Scenario: The button is on a page below System
    When the operator looks at the menu
    Then below System there is a page with the button "Download log files"

  @TRB-073 @TRB-075
  Scenario: The button gives one ZIP file, and all of it
    When the operator downloads the log files
    Then what is saved is a sound ZIP file with at least one file in it

  @TRB-074
  Scenario: The files tell which station it is
    When the operator downloads the log files
    Then the downloaded files hold the ChargeBoxIdentity and the firmware version of the station

  @TRB-074
  Scenario: The files tell what happened a minute ago
    Given a session of card "0A0E9B83" runs at socket 1
    And 60 s go by
    When the operator downloads the log files
    Then the downloaded files tell that a session began at socket 1

  @TRB-071
  Scenario: A fault that the table does not list is in the files
    Given the fault "RFID reader silent" is there at socket 2
    And 2 min go by
    When the operator downloads the log files
    Then the downloaded files tell of "RFID reader" at socket 2

  @TRB-076
  Scenario: Whoever gets the ZIP file can read it
    When the operator downloads the log files
    Then every downloaded file can be read as text

  @TRB-077
  Scenario: Without a login there is no download
    When somebody who has not logged in presses the button for the log files
    Then nothing is saved until the operator has logged in and presses it

  @TRB-078
  Scenario: A download leaves a session alone
    Given a session of card "0A0E9B83" runs at socket 1
    When the operator downloads the log files during it
    Then the current at socket 1 does not stop for 10 min
    And the backend receives no StopTransaction for 10 min
