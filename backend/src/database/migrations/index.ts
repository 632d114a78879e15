import { Kernel1764000000001 } from './0001-kernel.js';
import { People1764000000002 } from './0002-people.js';
import { Leads1764000000003 } from './0003-leads.js';
import { Campaigns1764000000004 } from './0004-campaigns.js';
import { Calls1764000000005 } from './0005-calls.js';
import { CallSound1764000000006 } from './0006-call-sound.js';
import { ImportReview1764000000007 } from './0007-import-review.js';
import { Duplicates1764000000008 } from './0008-duplicates.js';
import { ListRules1764000000010 } from './0010-list-rules.js';
import { LeadSearch1764000000011 } from './0011-lead-search.js';
import { BulkActions1764000000012 } from './0012-bulk-actions.js';
import { Enrichment1764000000014 } from './0014-enrichment.js';
import { MappingTemplateVersion1764000000015 } from './0015-mapping-template-version.js';
import { PhoneReferences1764000000016 } from './0016-phone-references.js';
import { ListCounts1764000000017 } from './0017-list-counts.js';
import { ChangedLeads1764000000018 } from './0018-changed-leads.js';
import { ClientLeadsAscending1764000000019 } from './0019-client-leads-ascending.js';
import { AnnouncedMatchKeys1764000000020 } from './0020-announced-match-keys.js';
import { StopRequests1764000000021 } from './0021-stop-requests.js';
import { SuppressionLoads1764000000023 } from './0023-suppression-loads.js';
import { Branches1764000000027 } from './0027-branches.js';
import { Promises1764000000031 } from './0031-promises.js';
import { Access1764000000033 } from './0033-access.js';

/** In order. A migration that has been released is never edited: a change is a new one. */
export const MIGRATIONS = [
  Kernel1764000000001,
  People1764000000002,
  Leads1764000000003,
  Campaigns1764000000004,
  Calls1764000000005,
  CallSound1764000000006,
  ImportReview1764000000007,
  ListRules1764000000010,
  Duplicates1764000000008,
  LeadSearch1764000000011,
  BulkActions1764000000012,
  Enrichment1764000000014,
  MappingTemplateVersion1764000000015,
  PhoneReferences1764000000016,
  ListCounts1764000000017,
  ChangedLeads1764000000018,
  ClientLeadsAscending1764000000019,
  AnnouncedMatchKeys1764000000020,
  StopRequests1764000000021,
  SuppressionLoads1764000000023,
  Branches1764000000027,
  Promises1764000000031,
  Access1764000000033,
];
