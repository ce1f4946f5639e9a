// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRevenueShares} from "../../../contracts/revenue/IRevenueShares.sol";
import {RevenueShares} from "../../../contracts/revenue/RevenueShares.sol";
import {TestKit} from "../../helpers/TestKit.sol";

/// Revenue shares
/// ├── a pointer is picked in proportion, the same one by the same number
/// ├── keys may stand in for each other, to a depth of four
/// ├── what leads nowhere gives way to the default
/// └── only the treasury, and whom it lets, sets them
contract RevenueSharesTest is TestKit {
    bytes32 private constant SITE = 0;
    bytes32 private constant TOPIC = "topic";
    bytes32 private constant TEAM = "team";

    RevenueShares private _revenue;
    address private _treasury = address(uint160(uint256(keccak256("treasury"))));

    function setUp() external {
        _revenue = new RevenueShares(_treasury);
    }

    function test_Pick_IsInProportion() external {
        IRevenueShares.Share[] memory shares = _two(3, "$a.example/one", 1, "$b.example");
        vm.expectEmit();
        emit IRevenueShares.SharesSet(SITE, shares);
        _set(SITE, shares);
        uint256 first = 0;
        for (uint256 i = 0; i < 400; ++i) if (_is(_revenue.pick(SITE, i), "$a.example/one")) ++first;
        assertEq(first, 300);
        assertEq(_revenue.pick(SITE, 2), "$a.example/one");
        assertEq(_revenue.pick(SITE, 3), "$b.example");
        assertEq(_revenue.sharesOf(SITE).length, 2);
    }

    function test_Pick_HalfForTheAuthorTheRestForTheSite() external {
        _set(SITE, _two(1, "$a.example", 1, "$b.example"));
        IRevenueShares.Share[] memory shares = _two(1, "$author.example", 1, "");
        shares[1].key = TEAM;
        _set(TOPIC, shares);
        // The team is not there yet: its half goes to the site.
        uint256 author = 0;
        uint256 site = 0;
        for (uint256 i = 0; i < 1000; ++i) {
            string memory pointer = _revenue.pick(TOPIC, uint256(keccak256(abi.encode(i))));
            if (_is(pointer, "$author.example")) ++author;
            else if (_is(pointer, "$a.example") || _is(pointer, "$b.example")) ++site;
        }
        assertEq(author + site, 1000);
        assertApproxEqAbs(author, 500, 60);
        _set(TEAM, _two(1, "$carol.example", 1, "$dan.example"));
        uint256 team = 0;
        for (uint256 i = 0; i < 1000; ++i) {
            string memory pointer = _revenue.pick(TOPIC, uint256(keccak256(abi.encode(i))));
            if (_is(pointer, "$carol.example") || _is(pointer, "$dan.example")) ++team;
        }
        assertEq(team, site);
    }

    function test_Pick_TheRestForTheDefault() external {
        _set(SITE, _two(1, "$a.example", 1, "$a.example"));
        _set(TOPIC, _two(1, "$author.example", 1, ""));
        assertEq(_revenue.pick(TOPIC, 0), "$author.example");
        assertEq(_revenue.pick(TOPIC, 1), "$a.example");
        // The default cannot stand in for itself.
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueShareIllFormed.selector, 1, "key"));
        _set(SITE, _two(1, "$a.example", 1, ""));
    }

    function test_Pick_OfAnUnknownKeyGivesWayToTheDefault() external {
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueKeyEmpty.selector, TOPIC));
        _revenue.pick(TOPIC, 7);
        _set(SITE, _two(1, "$a.example", 1, "$a.example"));
        assertEq(_revenue.pick(TOPIC, 7), "$a.example");
        // What once was set and has gone is unknown as well.
        _set(TOPIC, _two(1, "$b.example", 1, "$b.example"));
        assertEq(_revenue.pick(TOPIC, 7), "$b.example");
        _set(TOPIC, new IRevenueShares.Share[](0));
        assertEq(_revenue.pick(TOPIC, 7), "$a.example");
    }

    function test_Attack_KeysThatLeadInCircles() external {
        IRevenueShares.Share[] memory shares = new IRevenueShares.Share[](1);
        shares[0] = IRevenueShares.Share(1, TEAM, "");
        _set(TOPIC, shares);
        shares[0].key = TOPIC;
        _set(TEAM, shares);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueKeyEmpty.selector, TOPIC));
        _revenue.pick(TOPIC, 1);
        _set(SITE, _two(1, "$a.example", 1, "$a.example"));
        assertEq(_revenue.pick(TOPIC, 1), "$a.example");
    }

    function testFuzz_Pick_AlwaysFindsOne(uint64[8] memory weights, uint256 random) external {
        IRevenueShares.Share[] memory shares = new IRevenueShares.Share[](8);
        for (uint256 i = 0; i < 8; ++i) {
            uint64 weight = weights[i] == 0 ? 1 : weights[i];
            shares[i] = IRevenueShares.Share(weight, 0, string.concat("$", vm.toString(i), ".example"));
        }
        _set(TOPIC, shares);
        assertGt(bytes(_revenue.pick(TOPIC, random)).length, 0);
    }

    function test_RevertWhen_AShareIsIllFormed() external {
        string[10] memory bad = [
            "a.example",
            "$",
            "$/path",
            "$a.example?query",
            "$a.example#fragment",
            "$user@a.example",
            "$a.example:8080",
            "$a.example\\b",
            "$a example",
            unicode"$ä.example"
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueShareIllFormed.selector, 1, "pointer"));
            _set(TOPIC, _two(1, "$a.example", 1, bad[i]));
        }
        IRevenueShares.Share[] memory shares = _two(1, "$a.example", 1, "$b.example");
        shares[1].key = TEAM;
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueShareIllFormed.selector, 1, "pointer"));
        _set(TOPIC, shares);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueShareIllFormed.selector, 0, "weight"));
        _set(TOPIC, _two(0, "$a.example", 1, "$b.example"));
        shares = _two(1, "$a.example", 1, "");
        shares[1].key = TOPIC;
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueShareIllFormed.selector, 1, "key"));
        _set(TOPIC, shares);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueSharesTooMany.selector, TOPIC, 65, 64));
        _set(TOPIC, new IRevenueShares.Share[](65));
    }

    function test_RevertGiven_CallerMayNotSet() external {
        IRevenueShares.Share[] memory shares = _two(1, "$a.example", 1, "$b.example");
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueCallerNotManager.selector, address(this)));
        _revenue.set(TOPIC, shares);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueCallerNotTreasury.selector, address(this)));
        _revenue.setManager(address(this), true);
        vm.prank(_treasury);
        _revenue.setManager(address(this), true);
        _revenue.set(TOPIC, shares);
        vm.prank(_treasury);
        _revenue.setManager(address(this), false);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShares.RevenueCallerNotManager.selector, address(this)));
        _revenue.set(TOPIC, shares);
    }

    function _set(bytes32 key, IRevenueShares.Share[] memory shares) private {
        vm.prank(_treasury);
        _revenue.set(key, shares);
    }

    function _two(
        uint64 weight,
        string memory first,
        uint64 other,
        string memory second
    ) private pure returns (IRevenueShares.Share[] memory shares) {
        shares = new IRevenueShares.Share[](2);
        shares[0] = IRevenueShares.Share(weight, 0, first);
        shares[1] = IRevenueShares.Share(other, 0, second);
    }

    function _is(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
