//! What kind of drive a folder lies on: of changes that another machine makes on a network drive, the system tells
//! nothing.

use std::path::Path;

/// The name of a kind of drive of which not every change is told; none where it is an ordinary one, or nobody knows.
pub(super) fn silent_kind(root: &Path) -> Option<&'static str> {
    if cfg!(windows) {
        // A drive letter of a share is resolved to this as well.
        return root.to_string_lossy().starts_with(r"\\?\UNC\").then_some("ネットワークドライブ");
    }
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    silent(file_system(&mounts, root)?)
}

/// The type of the file system on which a path lies, as Linux lists them.
fn file_system<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    let mut found: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let Some((before, after)) = line.split_once(" - ") else { continue };
        let Some(point) = before.split(' ').nth(4).map(plain) else { continue };
        let depth = Path::new(&point).components().count();
        // Of two mounts on one point the later one is seen.
        if path.starts_with(&point) && found.is_none_or(|(deepest, _)| deepest <= depth) {
            found = after.split(' ').next().map(|kind| (depth, kind));
        }
    }
    found.map(|(_, kind)| kind)
}

/// A path in which blanks and the like stand as `\040`.
fn plain(listed: &str) -> String {
    let mut bytes = Vec::with_capacity(listed.len());
    let mut rest = listed.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..3).filter(|_| first == b'\\').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 8).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[3..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The kinds whose changes are not all told, each in the words of those who use it.
fn silent(kind: &str) -> Option<&'static str> {
    match kind {
        "9p" | "drvfs" | "wslfs" => Some("Windows のドライブ"),
        "cifs" | "smb3" | "smbfs" | "smb2" | "ncpfs" => Some("ネットワークドライブ(Windows の共有)"),
        "nfs" | "nfs4" => Some("ネットワークドライブ(NFS)"),
        "vboxsf" | "vmhgfs" | "prl_fs" | "virtiofs" | "fuse.vmhgfs-fuse" => Some("仮想マシンの共有フォルダー"),
        "afs" | "ceph" | "glusterfs" | "lustre" | "gpfs" | "beegfs" | "ocfs2" | "gfs2" | "davfs" | "coda" => {
            Some("ネットワークドライブ")
        }
        // A disk of Windows in this machine (`fuseblk`) is an ordinary one.
        kind if kind.starts_with("fuse.") => Some("ネットワークドライブなど"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{file_system, silent};
    use std::path::Path;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
60 22 0:40 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs
61 22 0:41 / /srv/kiroku rw - cifs //server/kiroku rw
62 61 8:2 / /srv/kiroku/local rw - ext4 /dev/sdb1 rw
63 22 0:42 / /mnt/\\346\\224\\257\\346\\217\\264\\040x rw - nfs4 server:/x rw
64 22 0:43 / /home/a/cloud rw - fuse.rclone remote: rw
";

    #[test]
    fn a_folder_is_on_the_drive_that_lies_nearest() {
        let kind = |path: &str| file_system(MOUNTS, Path::new(path)).expect("a file system");
        assert_eq!(kind("/home/a"), "ext4");
        assert_eq!(kind("/mnt/c/Users/a/kiroku"), "9p");
        assert_eq!(kind("/mnt/cx"), "ext4");
        assert_eq!(kind("/srv/kiroku/cases"), "cifs");
        assert_eq!(kind("/srv/kiroku/local/cases"), "ext4");
        assert_eq!(kind("/mnt/支援 x/cases"), "nfs4");
        assert_eq!(kind("/home/a/cloud/kiroku"), "fuse.rclone");
    }

    #[test]
    fn only_drives_of_others_are_silent() {
        for kind in ["9p", "cifs", "nfs4", "fuse.sshfs", "vboxsf"] {
            assert!(silent(kind).is_some(), "{kind}");
        }
        for kind in ["ext4", "btrfs", "xfs", "apfs", "fuseblk", "ntfs3", "overlay", "tmpfs", "zfs"] {
            assert_eq!(silent(kind), None, "{kind}");
        }
    }
}
