// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommunityFactory} from "../../../contracts/kernel/ICommunityFactory.sol";
import {Kernel} from "../../../contracts/kernel/Kernel.sol";
import {TestFeed} from "../../../contracts/test/Feeds.sol";
import {OpenGate} from "../../../contracts/test/OpenGate.sol";
import {PlainToken} from "../../../contracts/test/Tokens.sol";
import {TalkingTreasury} from "../../../contracts/test/Treasuries.sol";
import {IPurchaseSource} from "../../../contracts/weights/sources/IPurchaseSource.sol";
import {PurchaseSource} from "../../../contracts/weights/sources/PurchaseSource.sol";
import {Purchases} from "../../helpers/Purchases.sol";

/// @title What a purchase source can be founded with
contract PurchaseSourceFoundingTest is Purchases {
    TestFeed private _feed = new TestFeed(8, 1e8);

    function test_Prepare_KeepsTheTermsForEver() external {
        PlainToken token = new PlainToken(6);
        TestFeed sequencer = new TestFeed(0, 0);
        sellFor(COIN, address(_feed), 1 hours);
        sellFor(address(token), address(0), 0);
        configuration.sequencer = address(sequencer);
        configuration.sequencerGracePeriod = type(uint32).max;
        foundShop();

        IPurchaseSource.Asset[] memory assets = shop.assets();
        assertEq(assets.length, 2);
        _assertAsset(assets[0], IPurchaseSource.Asset(COIN, 18, address(_feed), 8, 1 hours));
        _assertAsset(assets[1], IPurchaseSource.Asset(address(token), 6, address(0), 0, 0));
        (address feed, uint32 gracePeriod) = shop.sequencer();
        assertEq(feed, address(sequencer));
        assertEq(gracePeriod, type(uint32).max);
        assertFalse(shop.leases());
    }

    function testFuzz_Prepare_PacksWithoutLoss(uint8 count, uint32 heartbeat, uint8 decimals, uint8 priced) external {
        count = uint8(bound(count, 1, 16));
        decimals = uint8(bound(decimals, 0, 36));
        heartbeat = heartbeat == 0 ? 1 : heartbeat;
        address feed = address(new TestFeed(decimals, 1));
        for (uint8 i = 0; i < count; ++i) {
            address token = i == priced ? COIN : address(new PlainToken(36 - decimals));
            if (i == priced) sellFor(token, feed, heartbeat);
            else sellFor(token, address(0), 0);
        }
        foundShop();
        IPurchaseSource.Asset[] memory assets = shop.assets();
        assertEq(assets.length, count);
        for (uint8 i = 0; i < count; ++i) {
            address token = configuration.assets[i].token;
            if (i == priced) _assertAsset(assets[i], IPurchaseSource.Asset(COIN, 18, feed, decimals, heartbeat));
            else _assertAsset(assets[i], IPurchaseSource.Asset(token, 36 - decimals, address(0), 0, 0));
        }
    }

    function test_Prepare_FoundsTheBlockchainProjectPreset() external {
        deployFactory(address(implementation));
        sellFor(COIN, address(0), 0);
        ICommunityFactory.Choices memory choices;
        (choices.name, choices.symbol, choices.referenceCurrency) = ("preset", "PRE", "ETH");
        (choices.treasury, choices.sources) = (treasury, new bytes[](1));
        choices.sources[0] = abi.encode(configuration);
        kernel = Kernel(factory.createFromPreset(ICommunityFactory.Preset.BlockchainProject, choices));
        shop = PurchaseSource(kernel.sources()[0]);
        buy(1 ether);
        assertEq(treasury.balance, 1 ether);
    }

    function test_Prepare_RevertWhen_NothingIsSoldFor() external {
        _expectOutOfBounds("assets", 0, 1, 16);
        _prepare();
    }

    function test_Prepare_RevertWhen_MoreThanSixteenAssets() external {
        for (uint256 i = 0; i < 16; ++i) sellFor(address(new PlainToken(18)), address(0), 0);
        _prepare();
        sellFor(COIN, address(0), 0);
        _expectOutOfBounds("assets", 17, 1, 16);
        _prepare();
    }

    function test_Prepare_RevertWhen_AnAssetIsNamedTwice() external {
        sellFor(COIN, address(0), 0);
        sellFor(address(new PlainToken(18)), address(0), 0);
        sellFor(COIN, address(_feed), 1 hours);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseAssetTwice.selector, COIN));
        _prepare();
    }

    function test_Prepare_RevertWhen_TheTokenIsNotAContract() external {
        sellFor(alice, address(0), 0);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseNotAContract.selector, "assets.token", alice));
        _prepare();
    }

    function test_Prepare_RevertWhen_TheFeedIsNotAContract() external {
        sellFor(COIN, alice, 1 hours);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseNotAContract.selector, "assets.feed", alice));
        _prepare();
    }

    function test_Prepare_RevertWhen_TheSequencerIsNotAContract() external {
        sellFor(COIN, address(0), 0);
        configuration.sequencer = alice;
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseNotAContract.selector, "sequencer", alice));
        _prepare();
    }

    function test_Prepare_RevertWhen_TheTokenHasNoDecimals() external {
        address gate = address(new OpenGate());
        sellFor(gate, address(0), 0);
        vm.expectRevert(abi.encodeWithSelector(IPurchaseSource.PurchaseDecimalsUnknown.selector, "assets.token", gate));
        _prepare();
    }

    function test_Prepare_RevertWhen_TheFeedAnswersSomethingElseThanDecimals() external {
        address talking = address(new TalkingTreasury(""));
        sellFor(COIN, talking, 1 hours);
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchaseDecimalsUnknown.selector, "assets.feed", talking)
        );
        _prepare();
    }

    function test_Prepare_RevertWhen_TheTokenHasTooManyDecimals() external {
        sellFor(address(new PlainToken(37)), address(0), 0);
        _expectOutOfBounds("assets.token.decimals", 37, 0, 36);
        _prepare();
    }

    function test_Prepare_RevertWhen_TheFeedHasTooManyDecimals() external {
        sellFor(COIN, address(new TalkingTreasury(abi.encode(256))), 1 hours);
        _expectOutOfBounds("assets.feed.decimals", 256, 0, 36);
        _prepare();
    }

    function test_Prepare_RevertWhen_AFeedHasNoHeartbeat() external {
        sellFor(COIN, address(_feed), 0);
        _expectOutOfBounds("assets.heartbeat", 0, 1, type(uint32).max);
        _prepare();
    }

    function test_Prepare_RevertWhen_AHeartbeatHasNoFeed() external {
        sellFor(COIN, address(0), 1);
        _expectOutOfBounds("assets.heartbeat", 1, 0, 0);
        _prepare();
    }

    function test_Prepare_RevertWhen_AGracePeriodHasNoSequencer() external {
        sellFor(COIN, address(0), 0);
        configuration.sequencerGracePeriod = 1;
        _expectOutOfBounds("sequencerGracePeriod", 1, 0, 0);
        _prepare();
    }

    function test_Prepare_RevertWhen_TheConfigurationCannotBeRead() external {
        vm.expectRevert();
        implementation.prepare(hex"01");
    }

    function _prepare() private view {
        implementation.prepare(abi.encode(configuration));
    }

    function _expectOutOfBounds(string memory parameter, uint256 value, uint256 least, uint256 most) private {
        vm.expectRevert(
            abi.encodeWithSelector(IPurchaseSource.PurchaseParameterOutOfBounds.selector, parameter, value, least, most)
        );
    }

    function _assertAsset(IPurchaseSource.Asset memory found_, IPurchaseSource.Asset memory wanted) private pure {
        assertEq(keccak256(abi.encode(found_)), keccak256(abi.encode(wanted)));
    }
}
