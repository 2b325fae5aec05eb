<?php
// php install.php CONTENT.json: installs WordPress and fills it; prints the addresses of nothing, fails loudly.
define('WP_INSTALLING', true);
require __DIR__ . '/wordpress/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
$content = json_decode(file_get_contents($argv[1]), true, 512, JSON_THROW_ON_ERROR);
wp_install($content['name'], 'admin', 'admin@vidu.example', true, '', 'khong-ai-biet');
foreach (['blogdescription' => $content['motto'], 'timezone_string' => 'Asia/Ho_Chi_Minh', 'date_format' => 'd/m/Y',
          'time_format' => 'H:i', 'posts_per_page' => 8, 'comment_moderation' => 0] as $name => $value) {
    update_option($name, $value);
}
wp_delete_post(1, true);  // "Hello world!" and the sample page
wp_delete_post(2, true);

function made($id) {
    if (is_wp_error($id) || !$id) { fwrite(STDERR, is_wp_error($id) ? $id->get_error_message() : 'nothing made'); exit(1); }
    return $id;
}
$users = [];
foreach ($content['writers'] as $n => $name) {
    $users[$name] = made(wp_insert_user(['user_login' => "w$n", 'user_pass' => "khong-ai-biet-$n", 'display_name' => $name, 'role' => 'author']));
}
$terms = [];
foreach ($content['categories'] as $name) { $terms[$name] = made(wp_create_category($name)); }
foreach ($content['entries'] as $entry) {
    $post = ['post_type' => $entry['type'], 'post_status' => $entry['status'], 'post_title' => $entry['title'],
             'post_content' => $entry['content'], 'post_date' => $entry['date'], 'post_author' => $users[$entry['writer']],
             'post_password' => $entry['password'] ?? '', 'comment_status' => 'open'];
    if ($entry['type'] === 'post') {
        $post['post_category'] = [$terms[$entry['category']]];
        $post['tags_input'] = $entry['tags'];
    }
    $id = made(wp_insert_post(wp_slash($post), true));
    $parent = 0;
    foreach ($entry['comments'] as $comment) {
        $parent = made(wp_insert_comment(wp_slash(['comment_post_ID' => $id, 'comment_author' => $comment[0],
            'comment_content' => $comment[1], 'comment_approved' => 1, 'comment_parent' => $parent])));
    }
}
