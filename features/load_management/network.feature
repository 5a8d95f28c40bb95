Feature: The local network of charge points and meters
  Manual, 1.4 and 3.2: a controller that is DHCP server makes a network of its own, 172.16.23.x, for the others.

  @NET-123
  Scenario: It gives addresses from the restart on
    When the operator types without saving
      | Mode for network configuration | DHCP server |
    And the operator saves without a restart
    Then the next host that asks gets no address
    When the operator saves and restarts
    And 1 host asks for an address
    Then each of them gets another address, from "172.16.23.100" to "172.16.23.254"

  @MTR-026
  Scenario: An EEM-MB371 that has been moved into the range of the charge points is read
    Given an EEM-MB371 at the connection of the house has the address 192.168.1.100
    And slaves 2 and 3 of a stand-alone master with 40 A, main connection 100 A, fallback 80 A, that reads the EEM-MB371 at 172.16.23.50
    And the building takes 60 A on each phase
    Then within 60 s the master cannot read the meter
    When the meter of the house gets the address 172.16.23.50
    Then within 60 s the master reads 60 A on each phase

  Rule: One controller gives addresses to the others

    Background:
      Given the operator has configured
        | Mode for network configuration | DHCP server |

    @NET-128
    Scenario: It gives 172.16.23.100 to .254, each once, and then none
      When 155 hosts ask for an address
      Then each of them gets another address, from "172.16.23.100" to "172.16.23.254"
      And the next host that asks gets no address

    @NET-125 @NET-126
    Scenario: Netmask and gateway come with the address
      When 1 host asks for an address
      Then its netmask is "255.255.255.0" and its gateway "172.16.23.1"

    @NET-129
    Scenario: The addresses from .2 to .99 are left to those with a fixed one
      When 155 hosts ask for an address
      Then none of them gets an address from "172.16.23.2" to "172.16.23.99"

    @NET-111
    Scenario: Nobody else gives addresses
      Given 1 further station
      When 2 hosts ask for an address
      Then only station 1 answers them

    @MTR-028
    Scenario: A meter whose mode is Dynamic (DHCP) gets an address of the pool
      When the meter asks for an address
      Then each of them gets another address, from "172.16.23.100" to "172.16.23.254"

    @NET-128
    Scenario: Who had an address keeps it over a loss of power
      Given 3 hosts got an address
      And the supply was cut for 30 s
      When the same hosts ask again, the last first
      Then each of them gets the address that it had

  Rule: The external meter has a fixed address in the network of the master

    Background:
      Given a 7KM2200 at the connection of the house has the address 172.16.23.20
      And slaves 2 and 3 of a stand-alone master with 40 A, main connection 100 A, fallback 80 A, that reads the 7KM2200 at 172.16.23.20
      And the building takes 60 A on each phase

    @DLM-014
    Scenario: A meter outside of the network is not read
      Given cars charge at 2 and 3
      Then the offers to 2 and 3 add up to 36 A to 40 A
      When the meter of the house gets the address 192.168.1.2
      Then within 60 s the master cannot read the meter
      And within 60 s the offers to 2 and 3 add up to 16 A to 20 A

    @DLM-015 @DLM-026
    Scenario: The meter keeps its address while hosts take theirs, and over a restart of the master
      When 100 hosts ask for an address
      Then nobody is given the address "172.16.23.20"
      And within 20 s the master reads 60 A on each phase
      When station 1 is restarted
      Then within 20 s the master reads 60 A on each phase

    @DLM-027
    Scenario: Another host has the address of the meter: the master goes to the safe side
      Given cars charge at 2 and 3
      When another host comes with the address 172.16.23.20
      Then within 3 min the master cannot read the meter
      And within 30 s the offers to 2 and 3 add up to 16 A to 20 A
      And the main connection has not carried more than 100 A
