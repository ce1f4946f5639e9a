// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// @title Which accounts are one person's
/// @notice Each account stands behind at most one other, and the one that stands behind none is primary. A merge is kept
/// apart from all others, so that taking it back leaves two persons as they would be without it, whatever was merged since.
library PersonLib {
    uint256 internal constant MOST_ACCOUNTS = 8;

    /// @param behind how many accounts stand behind an account, directly or not
    struct State {
        mapping(address account => IIdentityRegistry.Merge) merges;
        mapping(address account => uint256) behind;
    }

    /// @notice The primary account. No more steps than a person has accounts.
    function rootOf(State storage self, address account) internal view returns (address root) {
        root = account;
        for (address next = self.merges[root].into; next != address(0); next = self.merges[root].into) root = next;
    }

    /// @notice Whether the account is one of several of a person's.
    function isMerged(State storage self, address account) internal view returns (bool) {
        return self.behind[account] != 0 || self.merges[account].into != address(0);
    }

    /// @notice Whether every merge between an account and its primary one is final.
    function isFinal(State storage self, address account, uint256 undoPeriod) internal view returns (bool) {
        IIdentityRegistry.Merge memory merge_ = self.merges[account];
        if (merge_.into == address(0)) return false;
        while (merge_.into != address(0)) {
            if (!merge_.signed || block.timestamp < merge_.mergedAt + undoPeriod) return false;
            merge_ = self.merges[merge_.into];
        }
        return true;
    }

    /// @notice Has `secondary`, with all accounts behind it, stand behind `primary`.
    function merge(State storage self, address primary, address secondary, bool byOffice) internal {
        if (primary == secondary) revert IIdentityRegistry.IdentityMergeWithItself(primary);
        _onlyPrimary(self, primary);
        _onlyPrimary(self, secondary);
        uint256 more = self.behind[secondary] + 1;
        uint256 accounts = self.behind[primary] + 1 + more;
        if (accounts > MOST_ACCOUNTS) {
            revert IIdentityRegistry.IdentityTooManyAccounts(primary, accounts, MOST_ACCOUNTS);
        }
        self.behind[primary] += more;
        self.merges[secondary] = IIdentityRegistry.Merge(primary, uint64(block.timestamp), !byOffice, byOffice);
        emit IIdentityRegistry.IdentitiesMerged(primary, secondary, byOffice);
    }

    /// @notice Notes that both accounts of a merge by the treasury have signed it.
    /// @return done false if there is no such merge
    function sign(State storage self, address primary, address secondary) internal returns (bool done) {
        IIdentityRegistry.Merge storage merge_ = self.merges[secondary];
        if (primary == address(0) || merge_.into != primary || merge_.signed) return false;
        (merge_.signed, merge_.mergedAt) = (true, uint64(block.timestamp));
        emit IIdentityRegistry.MergeSigned(primary, secondary);
        return true;
    }

    /// @notice Takes back that `account` stands behind another one.
    function undo(State storage self, address account, uint256 undoPeriod) internal {
        IIdentityRegistry.Merge memory undone = self.merges[account];
        if (undone.into == address(0)) revert IIdentityRegistry.IdentityNotMerged(account);
        uint64 finalAt = undone.mergedAt + uint64(undoPeriod);
        if (undone.signed && block.timestamp >= finalAt) {
            revert IIdentityRegistry.IdentityMergeFinal(account, finalAt);
        }
        delete self.merges[account];
        uint256 less = self.behind[account] + 1;
        for (address next = undone.into; next != address(0); next = self.merges[next].into) self.behind[next] -= less;
        emit IIdentityRegistry.MergeUndone(undone.into, account);
    }

    /// @notice Makes an account primary: all merges between it and the one that was are turned round, with all that they are.
    function raise(State storage self, address account) internal {
        IIdentityRegistry.Merge memory merge_ = self.merges[account];
        if (merge_.into == address(0)) revert IIdentityRegistry.IdentityPrimaryAlready(account);
        uint256 others = self.behind[rootOf(self, account)];
        // Behind either end of a merge are the accounts that are not behind the other one, without itself.
        (address lower, uint256 behindLower) = (account, self.behind[account]);
        delete self.merges[account];
        self.behind[account] = others;
        while (merge_.into != address(0)) {
            address upper = merge_.into;
            IIdentityRegistry.Merge memory next = self.merges[upper];
            uint256 behindUpper = self.behind[upper];
            merge_.into = lower;
            self.merges[upper] = merge_;
            self.behind[upper] = others - behindLower - 1;
            (lower, behindLower, merge_) = (upper, behindUpper, next);
        }
    }

    function _onlyPrimary(State storage self, address account) private view {
        bool primary = account != address(0) && self.merges[account].into == address(0);
        if (!primary) revert IIdentityRegistry.IdentityNotPrimary(account);
    }
}
