export {
  announcementParameter,
  announcementsFor,
  AUDIENCES,
  IMPORTANCES,
  markAnnouncement,
  type Announcement,
  type AnnouncementShown,
} from './announcement.ts';
