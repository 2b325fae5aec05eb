<?php
// php dress.php THEME PERMALINKS: changes the theme and the form of addresses; '' is ?p=ID.
require __DIR__ . '/wordpress/wp-load.php';
switch_theme($argv[1]);
if (get_stylesheet() !== $argv[1]) { fwrite(STDERR, "no theme $argv[1]"); exit(1); }
global $wp_rewrite;
$wp_rewrite->set_permalink_structure($argv[2]);
$wp_rewrite->flush_rules(false);
$found = [];
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'publish', 'numberposts' => -1]) as $post) {
    $found[$post->post_title] = get_permalink($post);
}
echo json_encode($found);
