/** Documents that projects really use, what sets two of them apart, and rules from elsewhere. */
export { type Agreement, type AgreementEvent, exportAgreement, importAgreement } from "./agreement.ts";
export {
  type CommunityRule,
  type CommunityRuleModule,
  type DraftDocument,
  exportCommunityRule,
  importCommunityRule,
} from "./communityRule.ts";
export { describeClause } from "./describe.ts";
export type { DocumentDecision, EnactedDocument } from "./enacted.ts";
export { exportGovbase, type Govbase, type GovbaseRecord, importGovbase } from "./govbase.ts";
export {
  type ClauseChange,
  diffDocuments,
  type Document,
  type DocumentDiff,
  type TextChange,
} from "./diffDocuments.ts";
export {
  benevolentDictator,
  type CommitteeInput,
  composeClauses,
  coreTeam,
  guardian,
  type OfficeInput,
  treasurer,
  workingGroup,
  workingGroups,
} from "./templates.ts";
