Feature: Datagrams that come late or not at all
  Manual, 7.4 and 7.7: stations are linked by a network, and no limit is exceeded. How they speak to each other is ours
  (docs/dlm-protocol.md); whatever becomes of a datagram, the master keeps aside what it cannot know.

  @DLM-062 @DLF-026
  Scenario: What a slave said first arrives last
    Given a site with 32 A on each phase and these stations
      | station | role               | Disconnected Limit [A] |
      | 1       | stand-alone master |                        |
      | 2       | slave              | 0                      |
      | 3       | slave              |                        |
    And cars charge at 2 and 3
    When for 12 s the datagrams of station 2 are 16 s under way
    And "Disconnected Limit [A]" of station 2 is set to "8" and saved
    And 11 s pass
    And the network cable of station 2 is pulled out
    Then no phase has carried more than 32 A for 3 min
    And the cars are offered
      | 2 | 8 A  |
      | 3 | 16 A |

  @DLM-062
  Scenario: A word of the master that was long under way holds no longer for that
    Given a site with 32 A on each phase and these stations
      | station | role               | Disconnected Limit [A] |
      | 1       | stand-alone master |                        |
      | 2       | slave              | 0                      |
      | 3       | slave              | 0                      |
    And cars charge at 2
    When for 11 s the datagrams of station 1 are 55 s under way
    And stations 1 and 2 do not hear each other
    And a car is plugged in at 3
    Then no phase has carried more than 32 A for 3 min
    And the cars are offered
      | 2 | 0 A  |
      | 3 | 32 A |

  @DLM-062
  Scenario: A word of the master that a later one has overtaken counts for nothing
    Given a site with 32 A on each phase and these stations
      | station | role               | Disconnected Limit [A] |
      | 1       | stand-alone master |                        |
      | 2       | slave              | 0                      |
      | 3       | slave              | 0                      |
    And cars charge at 2
    When the reports of station 2 do not arrive at station 1 any more
    And for 11 s the datagrams of station 1 are 17 s under way
    And a car is plugged in at 3
    And 3 s pass
    And the reports of station 2 arrive at station 1 again
    Then no phase has carried more than 32 A for 1 min
    And the offers to 2 and 3 add up to 30 A to 32 A

  @DLM-062
  Scenario Outline: The next car at a socket does not get the share of the one before, <which>
    Given an island of 32 A on each phase whose sockets lead to grid
      | station | socket 1   | socket 2   |
      | 1       | L2, L3, L1 | L1, L2, L3 |
      | 2       | L1, L2, L3 | L1, L2, L3 |
    And a single-phase vehicle that reacts after 0.1 s charges at station 1
    And a single-phase vehicle that reacts after 0.1 s charges at station 2
    When the datagrams of station 2 are 12 s under way
    And <later> pass
    And the car at 2 leaves
    And a car is plugged in at 2
    Then no phase has carried more than 32 A for 2 min

    Examples:
      | which                                              | later |
      | which the master repeats when it has come          | 0.1 s |
      | of which nothing was said since that one has left  | 2 s   |

  @DLM-062 @DLF-010
  Scenario: A Disconnected Limit that is raised without a master is unknown to it, also after a restart of the slave
    Given a site with 32 A on each phase and these stations
      | station | role               | Disconnected Limit [A] |
      | 1       | stand-alone master |                        |
      | 2       | slave              | 6                      |
      | 3       | slave              | 6                      |
    And cars charge at 2 and 3
    And the network cable of station 2 has been out for 2 min
    When "Disconnected Limit [A]" of station 2 is set to "16" and saved
    And station 2 is restarted
    Then no phase has carried more than 32 A for 2 min
    And the cars are offered
      | 2 | 6 A  |
      | 3 | 20 A |

  @PHR-011
  Scenario: A vehicle that begins to load more phases keeps its share where the master knows of it and has enough
    Given a site with 40 A on each phase and these stations
      | station | role               |
      | 1       | slave              |
      | 2       | stand-alone master |
    And a three-phase vehicle that takes 32 A charges at socket 1
    And the vehicle at socket 1 has gone over to L1
    And 2 min go by
    When the vehicle at socket 1 goes over to L1, L2 and L3
    Then for 1 min the cars at 1 are offered no less than 32 A
