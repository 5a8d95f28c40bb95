Feature: Load management in older firmware
  Manual, 7.3: what came with later firmware is not there in an older one, to which the station is brought first.

  @DUO-002 @on-firmware-5.29.0
  Scenario: Before firmware 5.29.1 there is no balancing of one feed
    Given a station that is connected to its backend
    And the station was updated to firmware 5.29.0
    Then the manufacturer does not see "Charging station with one feed"
    And the manufacturer does not see "Charging Station Installation Current Limit [A]"

  @DUO-002 @on-firmware-5.20.3
  Scenario: Nor in firmware 5.20.3
    Given a station that is connected to its backend
    And the station was updated to firmware 5.20.3
    Then the manufacturer does not see "Charging station with one feed"
