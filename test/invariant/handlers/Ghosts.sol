// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What the handlers remember
/// @notice Kept apart from what they do: only the handlers write it, only the audits read it.
abstract contract Ghosts {
    /// @notice What the module that is not an election holds of an account.
    struct Held {
        uint96 permanent;
        uint96 leased;
        uint32 until;
    }

    /// @notice The last lease that an account was given.
    struct Given {
        uint96 units;
        uint32 until;
    }

    /// @notice What a patron gave last, and committed for the next time.
    struct Gift {
        uint64 last;
        uint64 committed;
        uint256 endsAt;
    }

    /// @dev Calls of the handlers, those that did something, and these by action.
    uint256 internal _calls;
    uint256 internal _acts;
    mapping(bytes4 action => uint256) internal _actsOf;

    mapping(address account => uint256) internal _credited;
    mapping(address account => uint256) internal _paid;
    mapping(address account => Given) internal _lent;
    mapping(address account => Gift) internal _gifts;
    mapping(address account => Held) internal _elsewhere;

    /// @dev Accounts that lost weight while it was placed, until it is theirs again or has been withdrawn.
    mapping(address account => bool) internal _lostUnits;
    mapping(address account => bool) internal _lostLease;

    /// @dev Recorded in the last second of each cycle.
    uint32[] internal _ended;
    mapping(uint32 cycle => uint256) internal _mustered;

    /// @dev Who held a seat when the running cycle began, how many seats were taken in all,
    /// how many of these from somebody, and how many unduly.
    mapping(uint64 election => mapping(uint32 candidacy => bool)) internal _seated;
    uint256 internal _seatsTaken;
    uint256 internal _seatsContested;
    uint256 internal _seatsUnearned;
    uint256 internal _seatsTakenAtOnce;
}
